#include "fold.h"

#include "ir/build.h"
#include "ir/walk.h"

/*
 * Whether pointers are null.
 *
 * C lets nobody add to a null pointer: p + k and &p[k] are null where p is, and the addresses of objects never are.  What
 * the passes put together from p and a counter is asked about as p itself, which no compiler takes for a slip.
 */

static const Expr *below_casts(const Expr *e)
{
    while (e->op == OP_CAST && type_is_pointer(e->type) && type_is_pointer(e->args[0]->type))
        e = e->args[0];
    return e;
}

/* The pointer that decides; NULL: it is the address of an object. */
static const Expr *deciding(const Expr *e)
{
    for (;;) {
        e = below_casts(e);
        if (e->op == OP_PTRADD) {
            e = e->args[0];
            continue;
        }
        if (e->op != OP_ADDR && e->op != OP_DECAY)
            return e;
        for (e = e->args[0]; e->op == OP_FIELD || (e->op == OP_INDEX && !type_is_pointer(e->args[0]->type)); )
            e = e->args[0];
        if (e->op != OP_INDEX && e->op != OP_DEREF)
            return e->op == OP_VAR ? NULL : e;
        e = e->args[0];
    }
}

static bool is_null(const Expr *e)
{
    long long value;
    while (e->op == OP_CAST)
        e = e->args[0];
    return fold_is_integer(e, &value) && value == 0;
}

const Expr *fold_test(Program *p, const Expr *e)
{
    if (!type_is_pointer(e->type) || (e->op != OP_PTRADD && e->op != OP_ADDR && e->op != OP_DECAY && e->op != OP_CAST))
        return e;
    const Expr *pointer = deciding(e);
    if (!pointer)
        return ir_int(p, e->loc, type_int(p, INT_INT), 1);
    return type_is_pointer(pointer->type) ? pointer : e;
}

const Expr *fold_null(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    bool        asks = (e->op == OP_EQ || e->op == OP_NE) && type_is_pointer(a->type) && is_null(a) != is_null(b);
    if (!asks)
        return e;
    const Expr *pointer = is_null(a) ? b : a, *test = fold_test(p, pointer);
    if (test == pointer)
        return e;
    if (test->op == OP_INT)
        return ir_int(p, e->loc, e->type, e->op == OP_NE);
    const Expr *null = ir_cast(p, e->loc, type_unqualified(p, test->type), below_casts(is_null(a) ? a : b), true);
    return ir_binary(p, e->loc, e->op, test, null);
}

static bool is_asked(const Expr *e, int i)
{
    return e->op == OP_NOT || e->op == OP_LAND || e->op == OP_LOR || (e->op == OP_SELECT && i == 0);
}

const Expr *fold_tests(Program *p, const Expr *e)
{
    const Expr *args[3];
    if (!is_asked(e, 0))
        return e;
    for (int i = 0; i < e->count; i++)
        args[i] = is_asked(e, i) ? fold_test(p, e->args[i]) : e->args[i];
    return ir_with_args(p, e, args);
}
