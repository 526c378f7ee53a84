#include "copies.h"

#include <limits.h>
#include <string.h>

#include "fence.h"
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

    if (a->op == OP_INT && a->u.integer->value == 1)
        return b;
    return ir_binary(d->p, a->loc, OP_MUL, ir_cast(d->p, a->loc, type, a, true), ir_cast(d->p, b->loc, type, b, true));
}

/* The number of elements of an array type. */
static const Expr *copies_length(Derive *d, Loc loc, const Type *array)
{
    return array->u.array.length ? array->u.array.length : ir_int(d->p, loc, type_int(d->p, INT_INT), array->u.array.count);
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
    length = copies_length(d, loc, whole->canon);
    return inner == NULL ? NULL : copies_times(d, inner, length);
}

/* The number of elements in so many bytes; NULL: they are not said in terms of the element's type. */
static const Expr *copies_count(Derive *d, const Expr *bytes, const Type *elem)
{
    const Expr *e = ir_uncast(bytes);
    long long   number;

    if (e->op == OP_SIZEOF)
        return copies_of_type(d, e->loc, e->u.of, elem);
    if (ir_integer(bytes, &number) && copies_real_bytes(elem) && number % copies_real_bytes(elem) == 0)
        return ir_int(d->p, e->loc, type_int(d->p, INT_INT), number / copies_real_bytes(elem));
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

    if (ir_integer(e, &a))
        return a;
    e = ir_uncast(e);
    if (e->op != OP_MUL)
        return -1;
    a = copies_constant(e->args[0]);
    b = copies_constant(e->args[1]);
    return a < 0 || b < 0 || (b > 0 && a > INT_MAX / b) ? -1 : a * b;
}

static const Expr *copies_quotient(Derive *d, const Expr *a, const Expr *b);

/* a / b, where one factor of a has b as a factor. */
static const Expr *copies_without(Derive *d, const Expr *a, const Expr *b)
{
    for (int i = 0; a->op == OP_MUL && i < 2; i++) {
        const Expr *less = copies_quotient(d, a->args[i], b);

        if (less)
            return copies_times(d, less, ir_unwidened(a->args[1 - i]));
    }
    return NULL;
}

/* a / b; NULL where something may be left over. */
static const Expr *copies_quotient(Derive *d, const Expr *a, const Expr *b)
{
    long long   dividend = copies_constant(a), divisor = copies_constant(b);
    const Expr *less;

    a = ir_unwidened(a);
    b = ir_unwidened(b);
    if (dividend >= 0 && divisor > 0 && dividend % divisor == 0)
        return ir_int(d->p, a->loc, type_int(d->p, INT_INT), dividend / divisor);
    if (divisor < 0 && ir_same(a, b))
        return ir_int(d->p, a->loc, type_int(d->p, INT_INT), 1);
    less = copies_without(d, a, b);
    if (less == NULL && b->op == OP_MUL) {
        less = copies_quotient(d, a, b->args[0]);
        less = less ? copies_quotient(d, less, b->args[1]) : NULL;
    }
    return less;
}

/* The reals that a type of reals alone consists of. */
static const Expr *copies_reals(Derive *d, Loc loc, const Type *type)
{
    long long count = 0;

    type = type->canon;
    if (type->kind == TYPE_ARRAY) {
        const Expr *length = copies_length(d, loc, type);

        return copies_times(d, copies_reals(d, loc, type->u.array.elem), length);
    }
    for (int i = 0; type->kind == TYPE_RECORD && i < type->u.record->fields.count; i++)
        count += copies_constant(copies_reals(d, loc, type->u.record->fields.items[i]->type));
    return ir_int(d->p, loc, type_int(d->p, INT_INT), type->kind == TYPE_RECORD ? count : 1);
}

const Expr *copies_whole(Derive *d, const Expr *bytes, const Type *elem)
{
    const Expr *count = copies_count(d, bytes, elem), *inner, *each;
    const Type *type = elem->canon, *real = type->kind == TYPE_RECORD && !type_holds_union(type) ? type_only_real(type) : NULL;

    if (count || (type->kind != TYPE_ARRAY && !real))
        return count;
    inner = real ? copies_count(d, bytes, real) : copies_whole(d, bytes, type->u.array.elem);
    each = !inner ? NULL : real ? copies_reals(d, bytes->loc, type) : copies_of_type(d, bytes->loc, elem, type->u.array.elem);
    return each ? copies_quotient(d, inner, each) : NULL;
}

/* So many bytes that they make up whole elements. */
typedef struct Unit {
    Derive     *d;
    const Type *elem;
} Unit;

static bool copies_is_unit(void *data, const Expr *e)
{
    const Unit *unit = data;

    if (ir_is_null(e))
        return true;
    e = ir_uncast(e);
    return (e->op == OP_SIZEOF || e->op == OP_INT || e->op == OP_MUL) && copies_whole(unit->d, e, unit->elem);
}

bool copies_is_whole(Derive *d, const Named *named, const Expr *bytes, const Type *elem)
{
    Unit unit = {d, elem};

    return named_is_multiple(named, bytes, copies_is_unit, &unit, type_is_scalar(elem));
}

/* The type with lengths as the numbers of bytes have them. */
static const Type *copies_expanded(const Copies *c, const Type *type)
{
    if (!type_is_vla(type))
        return type;
    return type_array(c->d->p, copies_expanded(c, type_elem(type)), type->canon->u.array.count,
                      type->u.array.length ? named_expand(c->named, type->u.array.length) : NULL);
}

/* The size of an element, as a product where its rows are of variable length. */
static const Expr *copies_size(Derive *d, Loc loc, const Type *size, const Type *elem)
{
    if (!type_is_vla(elem))
        return ir_sizeof(d->p, loc, size, type_unqualified(d->p, elem));
    return ir_binary(d->p, loc, OP_MUL, ir_cast(d->p, loc, size, copies_length(d, loc, elem), false),
                     copies_size(d, loc, size, type_elem(elem)));
}

/* The number of elements; NULL: adgen cannot tell that the bytes make up whole ones. */
static const Expr *copies_elements_of(const Copies *c, const Expr *bytes, const Type *elem)
{
    Program    *p = c->d->p;
    const Expr *count = copies_whole(c->d, named_expand(c->named, bytes), copies_expanded(c, elem));

    if (count || !copies_is_whole(c->d, c->named, bytes, elem))
        return count;
    return ir_binary(p, bytes->loc, OP_DIV, bytes, copies_size(c->d, bytes->loc, type_unqualified(p, bytes->type), elem));
}

/* ---- what is assigned ---- */

/* place = value, or zero where there is no value; element by element of an array. */
static void copies_assign(Derive *d, Block *out, const Expr *place, const Expr *value)
{
    Program    *p = d->p;
    Loc         loc = place->loc;
    const Type *type = place->type->canon;

    if (type->kind == TYPE_ARRAY) {
        const Expr *length = copies_length(d, loc, type);
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

/* Reals in a row on one side, arrays or records of such on the other. */
typedef struct Spread {
    Derive     *d;
    const Expr *flat;       /* pointer to the first */
    bool        from_flat;
} Spread;

static const Expr *copies_sum(Derive *d, const Expr *a, const Expr *b)
{
    const Type *type = type_usual(d->p, a->type, b->type);

    if (copies_constant(a) == 0)
        return b;
    if (copies_constant(b) == 0)
        return a;
    return ir_binary(d->p, a->loc, OP_ADD, ir_cast(d->p, a->loc, type, a, true), ir_cast(d->p, b->loc, type, b, true));
}

static void copies_spread(const Spread *c, Block *out, const Expr *place, const Expr *at, int depth)
{
    static const char *const names[] = {"i", "j", "k", "l"};
    Derive     *d = c->d;
    Program    *p = d->p;
    Loc         loc = place->loc;
    const Type *type = place->type->canon;

    if (type->kind == TYPE_ARRAY) {
        const Expr *length = copies_length(d, loc, type);
        Var        *i = shadow_temp(d, names[depth % 4], type_unqualified(p, length->type), loc);
        const Expr *index = ir_var(p, loc, i);
        Block      *body = ir_block(p);

        copies_spread(c, body, ir_index(p, loc, place, index),
                      copies_sum(d, at, copies_times(d, copies_reals(d, loc, type->u.array.elem), index)), depth + 1);
        ir_push(p, out, ir_for(p, loc, i, true, ir_int(p, loc, i->type, 0), REL_LT, length, 1, body));
    } else if (type->kind == TYPE_RECORD) {
        for (int i = 0; i < type->u.record->fields.count; i++) {
            Field *field = type->u.record->fields.items[i];

            copies_spread(c, out, ir_field(p, loc, place, field), at, depth);
            at = copies_sum(d, at, copies_reals(d, loc, field->type));
        }
    } else {
        const Expr *element = copies_element(d, c->flat, at);

        ir_push(p, out, c->from_flat ? ir_assign(p, loc, place, element) : ir_assign(p, loc, element, place));
    }
}

/* Whether the type is an array or a record that consists of reals alone, one beside the other. */
static bool copies_is_spread(const Type *type)
{
    return type_only_real(type) && type->canon->kind != TYPE_REAL && !type_holds_union(type);
}

/* ---- what leads there ---- */

/* A register that holds the pointer. */
static const Expr *copies_hold(Derive *d, Block *out, const Expr *pointer, const char *name)
{
    const Expr *held = ir_var(d->p, pointer->loc, shadow_temp(d, name, type_unqualified(d->p, pointer->type), pointer->loc));

    ir_push(d->p, out, ir_assign(d->p, pointer->loc, held, pointer));
    return held;
}

/* Of a copy that overwrites pointers: what leads to either side is read once, before. */
static const Expr *copies_once(Derive *d, Block *out, const Expr *pointer, const char *name)
{
    return pointer && type_holds_pointer(type_elem(pointer->type)) && ir_reads_memory(pointer) ? copies_hold(d, out, pointer, name)
                                                                                              : pointer;
}

typedef struct Ways {
    Derive     *d;
    const Expr *place;       /* what is written */
    bool        found;       /* a pointer in it leads to one of the sides */
} Ways;

static void copies_find_way(void *data, const Expr *e)
{
    Ways *ways = data;

    if ((op_info[e->op].flags & OPF_PLACE) && type_is_pointer(e->type) && !ir_is_register(e))
        ways->found = ways->found || alias_places_overlap(ways->d->alias, e, ways->place);
}

/* The place, by a pointer that is read before it may be overwritten. */
static const Expr *copies_reached(Derive *d, Block *out, const Expr *side, const Expr *place, const char *name)
{
    Ways ways = {d, place, false};

    for (int i = 0; (op_info[side->op].flags & OPF_PLACE) && i < side->count; i++)
        ir_visit_expr(side->args[i], copies_find_way, &ways);
    return ways.found ? ir_deref(d->p, side->loc, copies_hold(d, out, ir_addr(d->p, side->loc, side), name)) : side;
}

/* *list = *list->next: the assignment of a record may overwrite the pointers that lead to it; true: it has been changed. */
static bool copies_record(const Copies *c, Block *out, Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;

    if (place->type->canon->kind != TYPE_RECORD || !type_holds_pointer(place->type))
        return false;
    s->u.assign.place = copies_reached(c->d, out, place, place, "at");
    s->u.assign.value = copies_reached(c->d, out, value, place, "from");
    return s->u.assign.place != place || s->u.assign.value != value;
}

/* memcpy between reals in a row and arrays or records of them; false: it is no such copy. */
static bool copies_flat(const Copies *c, const Stmt *s, Block *out, const Expr *to, const Expr *from)
{
    Derive     *d = c->d;
    Program    *p = d->p;
    const Type *to_elem = type_elem(to->type), *from_elem = type_elem(from->type);
    bool        from_flat = from_elem->canon->kind == TYPE_REAL;
    const Type *flat = from_flat ? from_elem : to_elem, *wide = from_flat ? to_elem : from_elem;
    Spread      spread = {d, from_flat ? from : to, from_flat};
    const Expr *count;

    if (flat->canon->kind != TYPE_REAL || !copies_is_spread(wide) || !type_same(type_only_real(wide), flat))
        return false;
    count = copies_whole(d, named_expand(c->named, s->u.call.args[2]), wide);
    if (count == NULL)
        return false;
    if (copies_constant(count) == 1) {
        copies_spread(&spread, out, ir_deref(p, s->loc, from_flat ? to : from), ir_int(p, s->loc, count->type, 0), 0);
    } else {
        Var        *i = shadow_temp(d, "i", type_unqualified(p, count->type), s->loc);
        const Expr *index = ir_var(p, s->loc, i);
        Block      *body = ir_block(p);

        copies_spread(&spread, body, copies_element(d, from_flat ? to : from, index),
                      copies_times(d, copies_reals(d, s->loc, wide), index), 1);
        ir_push(p, out, ir_for(p, s->loc, i, true, ir_int(p, s->loc, i->type, 0), REL_LT, count, 1, body));
    }
    return true;
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
    return alias_sets_overlap(d->alias, &first, &second);
}

/* Whether a is b + c with a constant c > 0. */
static bool copies_is_behind(const Expr *a, const Expr *b)
{
    long long offset;

    return a->op == OP_PTRADD && ir_same(a->args[0], b) && ir_integer(a->args[1], &offset) && offset > 0;
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

bool copies_matters(const Type *elem)
{
    return type_holds_real(elem, true) || type_holds_pointer(elem);
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

    if (s->u.call.place || s->u.call.count != 3 || (fills && !ir_is_null(value)))
        return false;
    if (from && (!strstr(s->u.call.callee->name, "memmove") || !copies_may_overlap(d, to, from)) &&
        copies_flat(c, s, out, to, from))
        return true;
    if (!copies_matters(elem) || (fills && type_holds_union(elem)) || (from && !type_same(type_elem(from->type), elem)))
        return false;
    count = copies_elements_of(c, s->u.call.args[2], elem);
    if (count == NULL)
        return false;
    to = copies_once(d, out, to, "to");
    from = copies_once(d, out, from, "from");
    copies_clear(d, to, count);
    if (count->op == OP_INT && count->u.integer->value == 1) {
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

static bool copies_stmt(void *data, Block *out, Stmt *s)
{
    Copies *c = data;

    if (s->kind == STMT_ASSIGN)
        c->changed |= copies_record(c, out, s);
    return copies_is_call(c, s) && copies_call(c, s, out);
}

bool copies_lower(Derive *d)
{
    Copies c = {d, named_find(d), false};

    return ir_replace_stmts(d->p, d->fn->body, copies_stmt, &c) || c.changed;
}

bool copies_clears(const Derive *d, const Stmt *s)
{
    const Expr *value = s->kind == STMT_CALL && s->u.call.count == 3 ? ir_uncast(s->u.call.args[1]) : NULL;
    const Type *to = value ? ir_uncast(s->u.call.args[0])->type : NULL, *type = to && type_is_pointer(to) ? type_elem(to) : NULL;

    return d->tangents && type && !s->u.call.callee->body && rule_effect(s->u.call.callee->name) == EFFECT_FILL &&
           ir_is_null(value) && type_only_real(type);
}
