#include "analysis/regions.h"

#include "ir/walk.h"

enum { LARGE_STRIDE = 65536 };

/* Counters that an index still has to tell apart. */
typedef struct Counters {
    const Layout *layout;
    Stmt *const  *loops;
    int           count;
    unsigned      left;      /* bit k: the counter of loops[k] */
} Counters;

static int regions_counter(const Counters *c, const Expr *e)
{
    e = ir_unwidened(e);
    if (e->op != OP_VAR)
        return -1;
    for (int i = 0; i < c->count; i++)
        if (c->loops[i]->u.loop_for.var == e->u.var)
            return i;
    return -1;
}

/* Whether the expression means the same in all iterations. */
static bool regions_fixed(const Counters *c, const Expr *e)
{
    const StmtInfo *outer = layout_info(c->layout, c->loops[0]);

    return !layout_changes(c->layout, e, outer->pos, outer->end);
}

/* Whether the counter of loops[k] runs over [0, size) or part of it. */
static bool regions_within(const Counters *c, int k, const Expr *size)
{
    const Stmt *loop = c->loops[k];
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;

    size = ir_unwidened(size);
    to = ir_unwidened(to);
    from = ir_unwidened(from);
    if (loop->u.loop_for.relation == REL_LT && loop->u.loop_for.step > 0)
        return from->op == OP_INT && from->u.integer->value >= 0 && ir_same(to, size) && regions_fixed(c, size);
    if (loop->u.loop_for.relation == REL_DOWNTO)
        return to->op == OP_INT && to->u.integer->value >= 0 && ir_same(from, size) && regions_fixed(c, size);
    return false;
}

static bool regions_index(Counters *c, const Expr *e);

/* E * size + v with 0 <= v < size. */
static bool regions_flat(Counters *c, const Expr *product, const Expr *minor)
{
    int k = regions_counter(c, minor);

    if (k < 0 || !(c->left & (1U << k)) || product->op != OP_MUL)
        return false;
    for (int side = 0; side < 2; side++) {
        if (regions_within(c, k, product->args[side])) {
            Counters rest = *c;

            rest.left &= ~(1U << k);
            if (regions_index(&rest, product->args[1 - side])) {
                c->left = rest.left;
                return true;
            }
        }
    }
    return false;
}

/* Whether products with the constant differ where the other factors do: in an unsigned type large ones may wrap. */
static bool regions_spreads(const Expr *factor)
{
    long long value;

    factor = ir_unwidened(factor);
    value = factor->op == OP_INT ? factor->u.integer->value : 0;
    return value != 0 && (!type_is_unsigned(factor->type) || (value > 0 && value <= LARGE_STRIDE));
}

/* Take away the counters that this index tells apart; false where it is of no known form. */
static bool regions_index(Counters *c, const Expr *e)
{
    int k = regions_counter(c, e);

    if (k >= 0) {
        c->left &= ~(1U << k);
        return true;
    }
    if (regions_fixed(c, e))
        return true;
    switch (e->op) {
    case OP_CAST:
        return ir_unwidened(e) != e && regions_index(c, ir_unwidened(e));
    case OP_NEG:
        return regions_index(c, e->args[0]);
    case OP_SUB:
    case OP_ADD:
        if (regions_fixed(c, e->args[1]))
            return regions_index(c, e->args[0]);
        if (regions_fixed(c, e->args[0]))
            return regions_index(c, e->args[1]);
        return e->op == OP_ADD && (regions_flat(c, e->args[0], e->args[1]) || regions_flat(c, e->args[1], e->args[0]));
    case OP_MUL:
        for (int side = 0; side < 2; side++)
            if (regions_spreads(e->args[side]))
                return regions_index(c, e->args[1 - side]);
        return false;
    default:
        return false;
    }
}

static bool regions_place(Counters *c, const Expr *place)
{
    switch (place->op) {
    case OP_VAR:
        return true;
    case OP_FIELD:
        return regions_place(c, place->args[0]);
    case OP_DEREF:
        if (place->args[0]->op == OP_PTRADD)
            return regions_fixed(c, place->args[0]->args[0]) && regions_index(c, place->args[0]->args[1]);
        return regions_fixed(c, place->args[0]);
    case OP_INDEX:
        if (!regions_index(c, place->args[1]))
            return false;
        return type_is_pointer(place->args[0]->type) ? regions_fixed(c, place->args[0])
                                                     : regions_place(c, place->args[0]);
    default:
        return false;
    }
}

bool regions_apart(const Layout *layout, Stmt *const *loops, int count, const Expr *place)
{
    Counters c = {layout, loops, count, 0};

    if (count == 0 || count > 16)
        return count == 0;
    for (int i = 0; i < count; i++)
        if (loops[i]->kind != STMT_FOR)
            return false;
    c.left = (1U << count) - 1;
    return regions_place(&c, place) && c.left == 0;
}
