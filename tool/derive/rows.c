#include "rows_parts.h"

#include "counts.h"
#include "frames.h"
#include "shadow.h"
#include "steady.h"
#include "store.h"

enum { MOST_LOW = 8, MOST_LOCAL = 1024, LEAST_BLOCK = 32 };

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

Poly rows_length(Derive *d, const Dim *dim)
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

/* Whether an earlier read of the group, in the same loop, reads the same: it would be kept once. */
static bool rows_is_repeated(Derive *d, const Group *group, int read)
{
    const Read *mine = &group->reads.items[read];

    for (int i = 0; i < read; i++)
        if (ir_same(group->reads.items[i].place, mine->place) &&
            layout_info(d->layout, group->reads.items[i].at)->loop == layout_info(d->layout, mine->at)->loop)
            return true;
    return false;
}

/* Whether a copy is clearly less than what is kept of the reads otherwise; a block of its own must be worth the trouble. */
static bool rows_pays(Derive *d, const Group *group, const Poly *stride, bool is_block)
{
    double times = 0.0;

    for (int i = 0; i < group->reads.count; i++)
        if (!(is_block && rows_is_repeated(d, group, i)))
            times += group->reads.items[i].times;
    return (is_block ? 2.0 : 1.5) * poly_at(stride, LIKELY_SIZE) <= times;
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

const Expr *rows_read_index(Derive *d, const Group *group, const Stmt *at, const Expr *place)
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

/* How often the loops of the copy run, beside which a loop of the nest needs no test of its own. */
static bool rows_copy_runs(const Group *group, const Poly *count)
{
    for (int i = 0; i < group->dim_count; i++) {
        Poly      here = poly_sum(&group->dims[i].high, &group->dims[i].low, -1), rest = poly_sum(&here, count, -1);
        long long number;

        if (poly_is_number(&rest, &number) && number == 0)
            return true;
    }
    return false;
}

static const Expr *rows_and(Program *p, const Expr *cond, const Expr *more)
{
    for (const Expr *e = cond; e; e = e->op == OP_LAND ? e->args[0] : NULL)
        if (ir_same(e->op == OP_LAND ? e->args[1] : e, more))
            return cond;
    return ir_and(p, cond, more);
}

const Expr *rows_condition(Derive *d, const Group *group)
{
    Program    *p = d->p;
    const Expr *cond = NULL;

    for (int i = 0; i < group->nest_count && !group->safe; i++) {
        const Type *type = type_unqualified(p, group->nest[i]->u.loop_for.var->type);
        Loc         loc = group->nest[i]->loc;
        long long   number;
        Poly        low, high, constant;

        if (type->canon != type_int(p, INT_INT)->canon)
            type = type_int(p, INT_LONG);
        steady_bounds(d, group->nest[i], &low, &high);
        high = poly_sum(&high, &low, -1);
        if (rows_copy_runs(group, &high))
            continue;
        number = poly_constant(&high);
        constant = poly_number(d->arena, number);
        high = poly_sum(&high, &constant, -1);
        cond = rows_and(p, cond, ir_binary(p, loc, OP_GT, poly_expr(p, &high, type, loc), ir_int(p, loc, type, -number)));
    }
    return cond;
}

/* if (all of the loops run) s */
static Stmt *rows_guard(Derive *d, const Group *group, Stmt *s)
{
    const Expr *cond = rows_condition(d, group);
    Block      *then = ir_block(d->p);

    if (cond == NULL)
        return s;
    ir_push(d->p, then, s);
    return ir_if(d->p, s->loc, cond, then, NULL);
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
    return rows_guard(d, group, s);
}

/* In the list itself: there may be as many copies as the list is long. */
static void rows_insert(Derive *d, Block *block, const Stmt *before, Stmt *s)
{
    int at = 0;

    while (at < block->stmts.count && block->stmts.items[at] != before)
        at++;
    if (at == block->stmts.count)
        return;
    ir_push(d->p, block, s);
    for (int i = block->stmts.count - 1; i > at; i--)
        block->stmts.items[i] = block->stmts.items[i - 1];
    block->stmts.items[at] = s;
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

/* kept = the next row, in the array of all. */
static void rows_in_store(Derive *d, const Group *group, Row *row)
{
    Program *p = d->p;
    Loc      loc = row->place->loc;

    row->store = shadow_temp(d, arena_printf(d->arena, "%s_at", rows_name(row->place)), row->kept->type, loc);
    row->store->is_shadow = row->store->is_kept = true;
    row->at = ir_assign(p, loc, ir_var(p, loc, row->kept), ir_var(p, loc, row->store));
    map_put(d->rows, row->at, row);
    rows_mark(d, row->at);
    rows_insert(d, group->block, group->first, row->at);
}

/* kept = allocate (…) */
static void rows_in_block(Derive *d, const Group *group, Row *row)
{
    Program    *p = d->p;
    Loc         loc = row->place->loc;
    const Expr *args[2] = {row->stride, ir_sizeof(p, loc, type_int(p, INT_ULONG), type_elem(row->kept->type))};

    row->at = ir_call_stmt(p, loc, ir_var(p, loc, row->kept), store_allocator(d), args, 2);
    row->is_repeated = frames_loops(d, group->first, frames_of(d, group->first), NULL, 0) > 0;
    map_put(d->row_blocks, row->at, row);
    VEC_PUSH(d->arena, &d->blocks, row);
    rows_mark(d, row->at);
    rows_insert(d, group->block, group->first, row->at);
}

/* What runs again from a state makes no copies beside that: where a pragma asks for states.  (Where none does, copies for each
 * step may be better.) */
static bool rows_has_states(const Frame *frame)
{
    return frame->kind == FRAME_CHECKPOINT && frame->loop->checkpoint->count;
}

Keeping rows_keeping(Derive *d, Group *group, bool wished, Poly *stride)
{
    Stmt     *loops[MOST_NEST];
    Frame    *frame = frames_of(d, group->first);
    int       count = frames_loops(d, group->first, frame, loops, MOST_NEST);
    bool      rows = count > 0 && count <= MOST_NEST && counts_known(d, loops, count);
    long long number;

    if (count > MOST_NEST || frame->kind == FRAME_RERUN || rows_has_states(frame) ||
        !rows_stride(d, group, loops, rows ? count : 0, stride) ||
        !(wished || rows_pays(d, group, stride, !rows)))
        return KEEP_NOT;
    if (counts_is_unsure(d, poly_expr(d->p, stride, type_int(d->p, INT_LONG), group->first->loc), rows ? loops[0] : group->nest[0]))
        return KEEP_NOT;
    if (rows)
        return KEEP_ROWS;
    if (frames_in_again(frame) || (count == 0 && rows_condition(d, group)))      /* compilers would ask what n < 0 allocates */
        return KEEP_NOT;
    if (!poly_is_number(stride, &number) || number > MOST_LOCAL)
        return KEEP_BLOCK;
    if (number < 1)                                  /* no loop runs */
        return KEEP_NOT;
    return count == 0 ? KEEP_LOCAL : number < LEAST_BLOCK ? KEEP_NOT : KEEP_BLOCK;
}

/* What leads to a copy: a pointer, or an array of so many elements. */
static Var *rows_keeper(Derive *d, const Expr *place, Keeping keeping, const Poly *stride)
{
    const Type *elem = type_unqualified(d->p, place->type);
    long long   number = 0;
    Var        *kept;

    if (keeping == KEEP_LOCAL)
        poly_is_number(stride, &number);
    kept = shadow_temp(d, arena_printf(d->arena, "%s_kept", rows_name(place)),
                       keeping == KEEP_LOCAL ? type_array(d->p, elem, number, NULL) : type_pointer(d->p, elem), place->loc);
    kept->is_register = keeping != KEEP_LOCAL;
    kept->is_shadow = kept->is_kept = true;          /* nothing but adjoint statements reads it */
    return kept;
}

bool rows_make(Derive *d, Group *group, bool wished)
{
    Row        *row = ARENA_NEW(d->arena, Row);
    const Expr *mine = group->reads.items[0].place;
    Stmt       *copy;
    Poly        stride;
    Keeping     keeping = rows_keeping(d, group, wished, &stride);
    VEC(const Expr *) indices = {0};

    if (keeping == KEEP_NOT)
        return false;
    for (int i = 0; i < group->reads.count; i++) {
        const Read *read = &group->reads.items[i];
        const Expr *index = read->flat ? read->flat : rows_read_index(d, group, read->at, read->place);

        if (index == NULL)
            return false;
        VEC_PUSH(d->arena, &indices, index);
    }
    row->kept = rows_keeper(d, mine, keeping, &stride);
    row->stride = poly_expr(d->p, &stride, type_int(d->p, INT_LONG), mine->loc);
    row->place = mine;
    copy = rows_copy(d, group, row);
    if (copy == NULL)
        return false;
    map_put(d->rows, row->kept, row);
    if (keeping == KEEP_ROWS)
        rows_in_store(d, group, row);
    else if (keeping == KEEP_BLOCK)
        rows_in_block(d, group, row);
    ir_visit_stmt(copy, rows_mark, d);
    rows_insert(d, group->block, group->first, copy);
    for (int i = 0; i < group->reads.count; i++)
        rows_note_kept(d, &group->reads.items[i], row->kept, indices.items[i]);
    return true;
}

const Row *rows_block_at(const Derive *d, const Stmt *s)
{
    return map_get(d->row_blocks, s);
}

Block *rows_release(Derive *d, const Row *row)
{
    Block *out = ir_block(d->p);
    Var   *block = shadow_temp(d, "block", row->kept->type, row->place->loc);

    block->is_shadow = block->is_kept = true;
    map_put(d->results, row->at, block);
    ir_push(d->p, out, (row->is_repeated ? store_release : store_free_call)(d, ir_var(d->p, row->place->loc, block), row->place->loc));
    return out;
}

bool rows_keep(Derive *d)
{
    Groups groups = {0};
    bool   changed = rows_grant(d);

    if (changed)
        return true;
    rows_find_groups(d, &groups);
    rows_join_twins(d, &groups);
    for (int i = 0; i < groups.count; i++)
        changed |= rows_make(d, groups.items[i], false);
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

const Stmt *rows_again(Derive *d, const Stmt *s)
{
    Reading reading = {d, map_get(d->rows_read, s)};
    Stmt   *again;

    if (reading.kept == NULL)
        return s;
    again = ir_copy_stmt(d->p, s);
    ir_map_stmt_exprs(d->p, again, rows_read_node, &reading);
    return again;
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
