#include "rows_parts.h"

#include "steady.h"

/*
 * Reads of one array by two notations: K[i][k], and p[2 * i + k] where p is &K[0][0], in a helper.  One copy of the whole
 * array does for both.
 */

/* An element of an array that is a variable: which one, counted through all rows. */
typedef struct Flat {
    const Expr *array;        /* or NULL: it is no such element */
    Poly        index;
    long long   total;        /* elements of the array */
} Flat;

static bool flat_has_size(const Expr *e)
{
    const Type *type = e->type->canon;

    return type->kind == TYPE_ARRAY && type->u.array.length == NULL && type->u.array.count > 0;
}

static bool flat_is_zero(const Expr *e)
{
    long long number;

    return ir_integer(e, &number) && number == 0;
}

/* The array whose first element the pointer leads to; NULL: it is none, or leads elsewhere. */
static const Expr *flat_begun(Derive *d, const Expr *pointer)
{
    const Expr *e = ir_uncast(steady_expr(d, pointer));

    if (e->op != OP_ADDR && e->op != OP_DECAY)
        return NULL;
    for (e = e->args[0]; e->op == OP_INDEX && flat_has_size(e->args[0]) && flat_is_zero(e->args[1]); e = e->args[0])
        ;
    return e->op == OP_VAR && flat_has_size(e) ? e : NULL;
}

static const Type *flat_elem(const Expr *array, long long *total)
{
    const Type *type = array->type->canon;

    for (*total = 1; type->kind == TYPE_ARRAY; type = type->u.array.elem->canon)
        *total *= type->u.array.length ? 0 : type->u.array.count;
    return type;
}

/* The array that the place is in, by all its indices; the pointer's; what else the place begins at. */
static const Expr *flat_indices(Derive *d, const Stmt *at, const Expr *place, Poly *index)
{
    Poly        mine, width;
    const Expr *array;

    *index = poly_number(d->arena, 0);
    if (place->op != OP_INDEX)
        return place;
    mine = steady_poly(d, steady_here(d, place->args[1], at));
    if (type_is_pointer(place->args[0]->type)) {
        *index = mine;
        return flat_begun(d, place->args[0]);
    }
    array = flat_indices(d, at, place->args[0], index);
    width = poly_number(d->arena, flat_has_size(place->args[0]) ? place->args[0]->type->canon->u.array.count : 0);
    *index = poly_product(index, &width);
    *index = poly_sum(index, &mine, 1);
    return array;
}

/* The place that is read as an element of an array. */
static Flat flat_of(Derive *d, const Read *read)
{
    Flat flat;
    bool is_one;

    flat.array = flat_indices(d, read->at, read->place, &flat.index);
    is_one = flat.array && flat.array->op == OP_VAR && flat.index.exact &&
             flat_elem(flat.array, &flat.total) == read->place->type->canon && flat.total > 0;
    if (!is_one)
        flat.array = NULL;
    return flat;
}

static bool flat_same_array(const Flat *a, const Flat *b)
{
    return a->array && b->array && ir_same(a->array, b->array);
}

/* The element's index in a copy of the whole array. */
static const Expr *flat_expr(Derive *d, const Flat *flat, const Expr *place)
{
    const Type *type = type_int(d->p, INT_INT);

    if (flat->total >= 1 << 24 || place->op != OP_INDEX || place->args[1]->type->canon != type->canon)
        type = type_int(d->p, INT_LONG);
    return poly_expr(d->p, &flat->index, type, place->loc);
}

/* Whether the copy is of the whole array, element by element, and made in any case. */
static bool twins_is_whole(Derive *d, const Group *group, const Flat *flat)
{
    long long total = 1, low, high;

    for (int i = 0; i < group->dim_count; i++) {
        if (!poly_is_number(&group->dims[i].low, &low) || low != 0 || !poly_is_number(&group->dims[i].high, &high))
            return false;
        total *= high;
    }
    return total == flat->total && rows_condition(d, group) == NULL;
}

/* Whether the copy is made before the other reads, and the array is the same until then. */
static bool twins_lasts(Derive *d, const Group *group, const Group *more)
{
    if (group->block != more->block || group->index > more->index)
        return false;
    for (int i = group->index; i < more->index; i++)
        if (!rows_leaves(d, group->block->stmts.items[i], group->reads.items[0].place) ||
            !rows_leaves(d, group->block->stmts.items[i], more->reads.items[0].place))
            return false;
    return true;
}

/* A group, and what its first read is. */
typedef struct Twin {
    Group *group;
    Flat   flat;
} Twin;

/* Let the group have the reads of another one; false: it has no such copy. */
static bool twins_join(Derive *d, const Twin *twin, const Twin *another)
{
    Group       *group = twin->group;
    const Group *more = another->group;
    int          before = group->reads.count;
    Poly         stride;

    if (!flat_same_array(&twin->flat, &another->flat) || !twins_is_whole(d, group, &twin->flat) || !twins_lasts(d, group, more))
        return false;
    for (int i = 0; i < more->reads.count; i++) {
        Read read = more->reads.items[i];
        Flat other = flat_of(d, &read);

        if (!flat_same_array(&twin->flat, &other)) {
            group->reads.count = before;
            return false;
        }
        read.flat = flat_expr(d, &other, read.place);
        VEC_PUSH(d->arena, &group->reads, read);
    }
    if (rows_keeping(d, group, false, &stride) == KEEP_NOT)
        group->reads.count = before;
    return group->reads.count > before;
}

void rows_join_twins(Derive *d, Groups *groups)
{
    int   kept = 0;
    Twin *twins = ARENA_ARRAY(d->facts, Twin, groups->count);

    for (int i = 0; i < groups->count; i++)
        twins[i] = (Twin){groups->items[i], flat_of(d, &groups->items[i]->reads.items[0])};
    for (int i = 0; i < groups->count; i++) {
        Twin twin = twins[i];
        bool joined = false;

        for (int k = 0; k < groups->count && !joined; k++)
            joined = k != i && (k > i || k < kept) && twins_join(d, &twins[k], &twin);
        if (!joined)
            twins[kept++] = twin;
    }
    for (int i = 0; i < kept; i++)
        groups->items[i] = twins[i].group;
    groups->count = kept;
}
