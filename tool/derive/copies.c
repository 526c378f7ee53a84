#include "copies.h"

#include <limits.h>
#include <string.h>

#include "fence.h"
#include "named.h"
#include "rules/rule.h"
#include "shadow.h"

typedef struct Copies {
    Derive *d;
    Named  *named;
    bool    changed;
} Copies;

/* ---- how many ---- */

static int copies_real_bytes(const Type *type)
{
    type = type->canon;
    if (type->kind != TYPE_REAL || type->u.real == REAL_LONG_DOUBLE)
        return 0;
    return type->u.real == REAL_FLOAT ? 4 : 8;
}

static const Expr *copies_times(Derive *d, const Expr *a, const Expr *b)
{
    const Type *type = type_usual(d->p, a->type, b->type);

    if (a->op == OP_INT && a->u.integer.value == 1)
        return b;
    return ir_binary(d->p, a->loc, OP_MUL, ir_cast(d->p, a->loc, type, a, true), ir_cast(d->p, b->loc, type, b, true));
}

/* How many `elem` make up the type; NULL: it is not made of them. */
static const Expr *copies_of_type(Derive *d, Loc loc, const Type *whole, const Type *elem)
{
    const Expr *inner, *length;

    if (type_same(whole, elem))
        return ir_int(d->p, loc, type_int(d->p, INT_INT), 1);
    if (whole->canon->kind != TYPE_ARRAY)
        return NULL;
    inner = copies_of_type(d, loc, whole->canon->u.array.elem, elem);
    length = whole->canon->u.array.length ? whole->canon->u.array.length
                                          : ir_int(d->p, loc, type_int(d->p, INT_INT), whole->canon->u.array.count);
    return inner == NULL || whole->canon->u.array.count < 0 ? NULL : copies_times(d, inner, length);
}

/* The number of elements in so many bytes; NULL: they are not said in terms of the element's type. */
static const Expr *copies_count(Derive *d, const Expr *bytes, const Type *elem)
{
    const Expr *e = ir_uncast(bytes);

    if (e->op == OP_SIZEOF)
        return copies_of_type(d, e->loc, e->u.of, elem);
    if (e->op == OP_INT && copies_real_bytes(elem) && e->u.integer.value % copies_real_bytes(elem) == 0)
        return ir_int(d->p, e->loc, type_int(d->p, INT_INT), e->u.integer.value / copies_real_bytes(elem));
    for (int i = 0; e->op == OP_MUL && i < 2; i++) {
        const Expr *size = ir_uncast(e->args[i]), *rest = e->args[1 - i], *inner = NULL;

        if (size->op == OP_SIZEOF)
            inner = copies_of_type(d, e->loc, size->u.of, elem);
        else if (size->op == OP_MUL)
            inner = copies_count(d, size, elem);
        if (inner)
            return copies_times(d, inner, ir_unwidened(rest));
    }
    return NULL;
}

/* The value of a product of constants; -1: it is none. */
static long long copies_constant(const Expr *e)
{
    long long a, b;

    e = ir_uncast(e);
    if (e->op == OP_INT)
        return e->u.integer.value;
    if (e->op != OP_MUL)
        return -1;
    a = copies_constant(e->args[0]);
    b = copies_constant(e->args[1]);
    return a < 0 || b < 0 || (b > 0 && a > INT_MAX / b) ? -1 : a * b;
}

/* a / b; NULL where they are no constants, or something is left over. */
static const Expr *copies_quotient(Derive *d, const Expr *a, const Expr *b)
{
    long long dividend = copies_constant(a), divisor = copies_constant(b);

    return dividend < 0 || divisor <= 0 || dividend % divisor
        ? NULL : ir_int(d->p, a->loc, type_int(d->p, INT_INT), dividend / divisor);
}

const Expr *copies_whole(Derive *d, const Expr *bytes, const Type *elem)
{
    const Expr *count = copies_count(d, bytes, elem), *inner, *each;

    if (count || elem->canon->kind != TYPE_ARRAY)
        return count;
    inner = copies_whole(d, bytes, elem->canon->u.array.elem);
    each = inner ? copies_of_type(d, bytes->loc, elem, elem->canon->u.array.elem) : NULL;
    return each ? copies_quotient(d, inner, each) : NULL;
}

/* ---- what is assigned ---- */

/* place = value, or zero where there is no value; element by element of an array. */
static void copies_assign(Derive *d, Block *out, const Expr *place, const Expr *value)
{
    Program    *p = d->p;
    Loc         loc = place->loc;
    const Type *type = place->type->canon;

    if (type->kind == TYPE_ARRAY) {
        const Expr *length = type->u.array.length ? type->u.array.length
                                                  : ir_int(p, loc, type_int(p, INT_INT), type->u.array.count);
        Var        *i = shadow_temp(d, "i", length->type, loc);
        Block      *body = ir_block(p);

        copies_assign(d, body, ir_index(p, loc, place, ir_var(p, loc, i)),
                      value ? ir_index(p, loc, value, ir_var(p, loc, i)) : NULL);
        ir_push(p, out, ir_for(p, loc, i, true, ir_int(p, loc, i->type, 0), REL_LT, length, 1, body));
    } else if (value) {
        ir_push(p, out, ir_assign(p, loc, place, value));
    } else if (type->kind == TYPE_RECORD) {
        Var *zero = shadow_temp(d, "zero", place->type, loc);

        zero->is_register = false;
        ir_push(p, out, ir_decl(p, loc, zero, ir_init(p, loc, zero->type, NULL, 0)));
        ir_push(p, out, ir_assign(p, loc, place, ir_var(p, loc, zero)));
    } else {
        ir_push(p, out, ir_assign(p, loc, place, ir_zero(p, loc, type)));
    }
}

/* pointer[index], with what is added to the pointer in the subscript. */
static const Expr *copies_element(Derive *d, const Expr *pointer, const Expr *index)
{
    const Expr *offset = pointer->op == OP_PTRADD ? pointer->args[1] : NULL;
    const Type *type = offset ? type_usual(d->p, index->type, offset->type) : NULL;

    if (offset == NULL)
        return ir_index(d->p, pointer->loc, pointer, index);
    return copies_element(d, pointer->args[0], ir_binary(d->p, offset->loc, OP_ADD, ir_cast(d->p, offset->loc, type, index, true),
                                                         ir_cast(d->p, offset->loc, type, offset, true)));
}

/* Element by element, upwards or downwards. */
static void copies_loop(Derive *d, Block *out, const Stmt *s, const Expr *to, const Expr *from, const Expr *count, bool up)
{
    Program    *p = d->p;
    Loc         loc = s->loc;
    const Type *type = type_unqualified(p, count->type);
    Var        *i = shadow_temp(d, "i", type, loc);
    const Expr *index = ir_var(p, loc, i), *zero = ir_int(p, loc, type, 0);
    Block      *body = ir_block(p);

    copies_assign(d, body, copies_element(d, to, index), from ? copies_element(d, from, index) : NULL);
    ir_push(p, out, up ? ir_for(p, loc, i, true, zero, REL_LT, count, 1, body)
                       : ir_for(p, loc, i, true, count, REL_DOWNTO, zero, -1, body));
}

void copies_elements(Derive *d, Block *out, const Stmt *s, const Expr *to, const Expr *from, const Expr *count)
{
    copies_loop(d, out, s, to, from, count, true);
}

static bool copies_may_overlap(Derive *d, const Expr *a, const Expr *b)
{
    IntSet first = {0}, second = {0};

    alias_of_pointer(d->alias, a, &first);
    alias_of_pointer(d->alias, b, &second);
    return intset_meets(&first, &second);
}

/* Whether a is b + c with a constant c > 0. */
static bool copies_is_behind(const Expr *a, const Expr *b)
{
    const Expr *offset = a->op == OP_PTRADD ? ir_uncast(a->args[1]) : NULL;

    return offset && ir_same(a->args[0], b) && offset->op == OP_INT && offset->u.integer.value > 0;
}

/* memmove: so that nothing is read after it has been overwritten. */
static void copies_move(Derive *d, Block *out, const Stmt *s, const Expr *to, const Expr *from, const Expr *count)
{
    Program *p = d->p;
    bool     down = copies_is_behind(to, from);
    Block   *below = ir_block(p), *above = ir_block(p);

    if (down || copies_is_behind(from, to) || !copies_may_overlap(d, to, from)) {
        copies_loop(d, out, s, to, from, count, !down);
        return;
    }
    copies_loop(d, below, s, to, from, count, true);
    copies_loop(d, above, s, to, from, count, false);
    ir_push(p, out, ir_if(p, s->loc, ir_binary(p, s->loc, OP_LT, to, ir_cast(p, s->loc, to->type, from, true)), below, above));
}

/* An array that a loop of unknown length fills is cleared first: compilers take its elements for unset otherwise. */
static void copies_clear(Derive *d, const Expr *to, const Expr *count)
{
    Var  *root;
    Stmt *decl;

    while (to->op == OP_PTRADD)
        to = to->args[0];
    root = to->op == OP_ADDR || to->op == OP_DECAY ? ir_root_var(to->args[0]) : NULL;
    decl = root ? map_get(d->decls, root) : NULL;
    if (decl && decl->u.decl.init == NULL && count->op != OP_INT && root->type->canon->kind == TYPE_ARRAY &&
        !type_is_vla(root->type))
        decl->u.decl.init = ir_init(d->p, decl->loc, type_unqualified(d->p, root->type), NULL, 0);
}

/* The call as assignments; false: it has to stay. */
static bool copies_call(const Copies *c, const Stmt *s, Block *out)
{
    Derive     *d = c->d;
    Program    *p = d->p;
    bool        fills = rule_effect(s->u.call.callee->name) == EFFECT_FILL;
    const Expr *to = ir_uncast(s->u.call.args[0]), *from = fills ? NULL : ir_uncast(s->u.call.args[1]), *count;
    const Type *elem = type_elem(to->type);
    const Expr *value = ir_uncast(s->u.call.args[1]);

    if (s->u.call.place || s->u.call.count != 3 || (fills && !(value->op == OP_INT && value->u.integer.value == 0)))
        return false;
    if (!type_holds_real(elem, true) || (fills && type_holds_union(elem)) || (from && !type_same(type_elem(from->type), elem)))
        return false;
    count = copies_whole(d, named_expand(c->named, s->u.call.args[2]), elem);
    if (count == NULL)
        return false;
    copies_clear(d, to, count);
    if (count->op == OP_INT && count->u.integer.value == 1) {
        copies_assign(d, out, ir_deref(p, s->loc, to), from ? ir_deref(p, s->loc, from) : NULL);
    } else if (from && strstr(s->u.call.callee->name, "memmove")) {
        copies_move(d, out, s, to, from, count);
    } else {
        copies_loop(d, out, s, to, from, count, true);
    }
    return true;
}

static bool copies_is_call(const Copies *c, const Stmt *s)
{
    Effect effect = s->kind == STMT_CALL && s->u.call.callee->body == NULL ? rule_effect(s->u.call.callee->name)
                                                                           : EFFECT_NONE;

    if ((effect != EFFECT_FILL && effect != EFFECT_COPY) || s->u.call.count < 2)
        return false;
    return fence_reaches_active(c->d, s->u.call.args[0]) ||
           (effect == EFFECT_COPY && fence_reaches_active(c->d, s->u.call.args[1]));
}

static void copies_block(Copies *c, Block *block)
{
    Block *out = ir_block(c->d->p);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);

        for (int k = 0; k < count; k++)
            copies_block(c, inner[k]);
        if (copies_is_call(c, s) && copies_call(c, s, out))
            c->changed = true;
        else
            ir_push(c->d->p, out, s);
    }
    *block = *out;
}

bool copies_lower(Derive *d)
{
    Copies c = {d, named_find(d), false};

    copies_block(&c, d->fn->body);
    return c.changed;
}
