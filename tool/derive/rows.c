#include "rows_parts.h"

#include "counts.h"
#include "frames.h"
#include "shadow.h"
#include "steady.h"

enum { MOST_LOW = 8 };

/* In the adjoint statements of a statement, `place` is read in the copy at `index`. */
typedef struct Kept {
    const Expr *place;
    Var        *kept;
    const Expr *index;
} Kept;

typedef struct KeptList {
    VEC(Kept) list;
} KeptList;

bool rows_is_kept(const Derive *d, const Stmt *s, const Expr *place)
{
    const KeptList *list = map_get(d->rows_read, s);

    for (int i = 0; list && i < list->list.count; i++)
        if (ir_same(list->list.items[i].place, place))
            return true;
    return false;
}

/* ---- copies ---- */

/* What the index begins with in the copy: 0 where that wastes no more than a few elements. */
static Poly rows_base(Derive *d, const Dim *dim)
{
    long long low;

    if (poly_is_number(&dim->low, &low) && low >= 0 && low <= MOST_LOW)
        return poly_number(d->arena, 0);
    return dim->low;
}

static Poly rows_length(Derive *d, const Dim *dim)
{
    Poly base = rows_base(d, dim);

    return poly_sum(&dim->high, &base, -1);
}

/* The number of elements of a copy, the greatest that it has in any iteration of the loops; false: that is not known
 * before them. */
static bool rows_stride(Derive *d, Group *group, Stmt *const *loops, int count, Poly *stride)
{
    Poly one = poly_number(d->arena, 1);

    *stride = one;
    for (int i = 0; i < group->dim_count; i++) {
        Poly length = rows_length(d, &group->dims[i]);

        *stride = poly_product(stride, &length);
    }
    for (int i = count - 1; i >= 0 && stride->exact; i--) {
        Poly cofactor, low, high;

        if (!poly_mentions(stride, loops[i]->u.loop_for.var))
            continue;
        cofactor = poly_cofactor(stride, loops[i]->u.loop_for.var);
        steady_bounds(d, loops[i], &low, &high);
        high = poly_sum(&high, &one, -1);
        if (!cofactor.exact || rows_sign(&cofactor) == 0)
            return false;
        *stride = poly_with(stride, loops[i]->u.loop_for.var, rows_sign(&cofactor) > 0 ? &high : &low);
    }
    return stride->exact &&
           (count == 0 || !poly_changes(d->layout, stride, layout_info(d->layout, loops[0])->pos, layout_info(d->layout, loops[0])->end));
}

/* Whether a copy is clearly less than what is kept of the reads otherwise. */
static bool rows_pays(const Group *group, const Poly *stride)
{
    double times = 0.0;

    for (int i = 0; i < group->reads.count; i++)
        times += group->reads.items[i].times;
    return 1.5 * poly_at(stride, LIKELY_SIZE) <= times;
}

/* int where the source computes both the counter and the index so. */
static const Type *rows_counter_type(Derive *d, const Dim *dim)
{
    const Type *type = type_unqualified(d->p, dim->counter->type), *number = type_int(d->p, INT_INT)->canon;

    return type->canon == number && ir_unwidened(dim->index)->type->canon == number ? type : type_int(d->p, INT_LONG);
}

static const Expr *rows_rebuild(Derive *d, const Group *group, const Expr *place, Var *const *counters)
{
    Program    *p = d->p;
    const Expr *index = rows_index(place), *inside = rows_inside(place);

    if (inside == NULL)
        return place;
    if ((op_info[inside->op].flags & OPF_PLACE) && !type_is_pointer(inside->type))
        inside = rows_rebuild(d, group, inside, counters);
    for (int i = 0; index && i < group->dim_count; i++) {
        if (group->dims[i].index == index) {
            index = ir_cast(p, place->loc, index->type, ir_var(p, place->loc, counters[i]), true);
            break;
        }
    }
    if (place->op == OP_FIELD)
        return ir_field(p, place->loc, inside, place->u.field);
    return index ? ir_index(p, place->loc, inside, index) : ir_deref(p, place->loc, inside);
}

/* The place in the copy, for these indices. */
static const Expr *rows_in_copy(Derive *d, const Group *group, const Poly *indices, Loc loc)
{
    Poly at = poly_number(d->arena, 0);

    for (int i = 0; i < group->dim_count; i++) {
        Poly base = rows_base(d, &group->dims[i]), length = rows_length(d, &group->dims[i]);
        Poly here = poly_sum(&indices[i], &base, -1);

        at = poly_product(&at, &length);
        at = poly_sum(&at, &here, 1);
    }
    return at.exact ? poly_expr(d->p, &at, type_int(d->p, INT_LONG), loc) : NULL;
}

/* The index in the copy of one of the reads; NULL where it is too long. */
static const Expr *rows_read_index(Derive *d, const Group *group, const Stmt *at, const Expr *place)
{
    Poly indices[MOST_DIMS];
    int  dim = group->dim_count;
    const Expr *mine = group->reads.items[0].place;
    Poly base = rows_base(d, &group->dims[0]);
    long long number;

    if (dim == 1 && poly_is_number(&base, &number) && number == 0) {
        while (rows_index(mine) != group->dims[0].index) {
            mine = rows_inside(mine);
            place = rows_inside(place);
        }
        return rows_index(place);
    }
    for (; dim > 0; mine = rows_inside(mine), place = rows_inside(place))
        if (rows_index(mine) && rows_index(mine) == group->dims[dim - 1].index)
            indices[--dim] = steady_poly(d, steady_here(d, rows_index(place), at));
    return rows_in_copy(d, group, indices, place->loc);
}

static void rows_mark(void *data, Stmt *s)
{
    Derive *d = data;

    map_put(d->shadow_stmts, s, s);
}

static const char *rows_name(const Expr *place)
{
    while (place->op != OP_FIELD && place->count > 0)
        place = place->args[0];
    return place->op == OP_FIELD ? place->u.field->name : place->op == OP_VAR ? place->u.var->name : "row";
}

/* if (all of the loops run) s */
static Stmt *rows_guard(Derive *d, const Group *group, Stmt *s)
{
    Program    *p = d->p;
    const Expr *cond = NULL;
    Block      *then = ir_block(p);

    for (int i = 0; i < group->nest_count; i++) {
        const Type *type = type_unqualified(p, group->nest[i]->u.loop_for.var->type);
        long long   number;
        Poly        low, high, constant;
        const Expr *runs;

        if (type->canon != type_int(p, INT_INT)->canon)
            type = type_int(p, INT_LONG);
        steady_bounds(d, group->nest[i], &low, &high);
        high = poly_sum(&high, &low, -1);
        number = poly_constant(&high);
        constant = poly_number(d->arena, number);
        high = poly_sum(&high, &constant, -1);
        runs = ir_binary(p, s->loc, OP_GT, poly_expr(p, &high, type, s->loc), ir_int(p, s->loc, type, -number));
        cond = cond ? ir_binary(p, s->loc, OP_LAND, cond, runs) : runs;
    }
    ir_push(p, then, s);
    return ir_if(p, s->loc, cond, then, NULL);
}

/* kept[…] = place for all indices. */
static Stmt *rows_copy(Derive *d, const Group *group, const Row *row)
{
    Program    *p = d->p;
    const Expr *mine = group->reads.items[0].place, *at;
    Loc         loc = mine->loc;
    Var        *counters[MOST_DIMS];
    Poly        indices[MOST_DIMS];
    Stmt       *s;

    for (int i = 0; i < group->dim_count; i++) {
        counters[i] = shadow_temp(d, group->dims[i].counter->name, rows_counter_type(d, &group->dims[i]), loc);
        indices[i] = poly_of(d->arena, ir_var(p, loc, counters[i]));
    }
    at = rows_in_copy(d, group, indices, loc);
    if (at == NULL)
        return NULL;
    s = ir_assign(p, loc, ir_index(p, loc, ir_var(p, loc, row->kept), at), rows_rebuild(d, group, mine, counters));
    for (int i = group->dim_count - 1; i >= 0; i--) {
        const Type *type = counters[i]->type;
        Block      *body = ir_block(p);

        ir_push(p, body, s);
        s = ir_for(p, loc, counters[i], true, poly_expr(p, &group->dims[i].low, type, loc), REL_LT,
                   poly_expr(p, &group->dims[i].high, type, loc), 1, body);
    }
    if (!group->safe)
        s = rows_guard(d, group, s);
    return s;
}

static void rows_insert(Derive *d, Block *block, const Stmt *before, Stmt *s)
{
    Block *out = ir_block(d->p);

    for (int i = 0; i < block->stmts.count; i++) {
        if (block->stmts.items[i] == before)
            ir_push(d->p, out, s);
        ir_push(d->p, out, block->stmts.items[i]);
    }
    *block = *out;
}

static void rows_note_kept(Derive *d, const Read *read, Var *kept, const Expr *index)
{
    KeptList *list = map_get(d->rows_read, read->at);
    Kept      one = {read->place, kept, index};

    if (list == NULL) {
        list = ARENA_NEW(d->arena, KeptList);
        map_put(d->rows_read, read->at, list);
    }
    VEC_PUSH(d->arena, &list->list, one);
}

/* Make the copy; false where there is none that pays. */
static bool rows_make(Derive *d, Group *group)
{
    Program    *p = d->p;
    Stmt       *loops[MOST_NEST], *copy;
    Frame      *frame = frames_of(d, group->first);
    int         count = frames_loops(d, group->first, frame, loops, MOST_NEST);
    const Expr *mine = group->reads.items[0].place;
    const Type *elem = type_unqualified(p, mine->type);
    Poly        stride;
    Row        *row = ARENA_NEW(d->arena, Row);
    VEC(const Expr *) indices = {0};

    if (count == 0 || count > MOST_NEST || !counts_known(d, loops, count) || frame->kind == FRAME_RERUN ||
        !rows_stride(d, group, loops, count, &stride) || !rows_pays(group, &stride))
        return false;
    for (int i = 0; i < group->reads.count; i++) {
        const Expr *index = rows_read_index(d, group, group->reads.items[i].at, group->reads.items[i].place);

        if (index == NULL)
            return false;
        VEC_PUSH(d->arena, &indices, index);
    }
    row->kept = shadow_temp(d, arena_printf(d->arena, "%s_kept", rows_name(mine)), type_pointer(p, elem), mine->loc);
    row->store = shadow_temp(d, arena_printf(d->arena, "%s_at", rows_name(mine)), type_pointer(p, elem), mine->loc);
    row->kept->is_shadow = row->store->is_shadow = true;      /* nothing but adjoint statements reads it */
    row->stride = poly_expr(p, &stride, type_int(p, INT_LONG), mine->loc);
    row->place = mine;
    if (counts_is_unsure(d, row->stride, loops[0]))
        return false;
    copy = rows_copy(d, group, row);
    if (copy == NULL)
        return false;
    row->at = ir_assign(p, mine->loc, ir_var(p, mine->loc, row->kept), ir_var(p, mine->loc, row->store));
    map_put(d->rows, row->at, row);
    map_put(d->rows, row->kept, row);
    rows_mark(d, row->at);
    ir_visit_stmt(copy, rows_mark, d);
    rows_insert(d, group->block, group->first, row->at);
    rows_insert(d, group->block, group->first, copy);
    for (int i = 0; i < group->reads.count; i++)
        rows_note_kept(d, &group->reads.items[i], row->kept, indices.items[i]);
    return true;
}

bool rows_keep(Derive *d)
{
    Groups groups = {0};
    bool   changed = false;

    rows_find_groups(d, &groups);
    for (int i = 0; i < groups.count; i++)
        changed |= rows_make(d, groups.items[i]);
    return changed;
}

/* ---- reads of copies ---- */

typedef struct Reading {
    Derive         *d;
    const KeptList *kept;
} Reading;

static const Expr *rows_read_node(void *data, const Expr *e)
{
    const Reading *reading = data;

    if (!(op_info[e->op].flags & OPF_PLACE))
        return e;
    for (int i = 0; i < reading->kept->list.count; i++) {
        const Kept *kept = &reading->kept->list.items[i];

        if (ir_same(kept->place, e))
            return ir_index(reading->d->p, e->loc, ir_var(reading->d->p, e->loc, kept->kept), kept->index);
    }
    return e;
}

void rows_apply(Derive *d, const Stmt *s, Block *local)
{
    Reading reading = {d, map_get(d->rows_read, s)};

    if (reading.kept)
        ir_map_block_exprs(d->p, local, rows_read_node, &reading);
}

const Expr *rows_value(Derive *d, const Stmt *s, const Expr *value)
{
    Reading reading = {d, map_get(d->rows_read, s)};

    return reading.kept && value ? ir_map_expr(d->p, value, rows_read_node, &reading) : value;
}

bool rows_is_copy(const Derive *d, const Expr *place)
{
    const Expr *pointer = place->op == OP_INDEX ? place->args[0] : NULL;

    return pointer && pointer->op == OP_VAR && map_get(d->rows, pointer->u.var);
}

const Row *rows_at(const Derive *d, const Stmt *s)
{
    return map_get(d->rows, s);
}
