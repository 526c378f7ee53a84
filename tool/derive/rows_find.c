#include "rows_parts.h"

#include "analysis/regions.h"
#include "extent.h"
#include "frames.h"
#include "shadow.h"
#include "split.h"
#include "steady.h"

typedef struct Rows {
    Derive *d;
    Stmt   *at;
    Map    *needed;               /* registers that adjoint statements mention -> themselves */
    double  share;                /* what would be kept otherwise, in values, for each read */
    int     count;                /* of reads, where they are counted only */
    Groups *groups;
} Rows;

/* ---- the indices of a place ---- */

const Expr *rows_index(const Expr *place)
{
    if (place->op == OP_INDEX)
        return place->args[1];
    if (place->op == OP_DEREF && place->args[0]->op == OP_PTRADD)
        return place->args[0]->args[1];
    return NULL;
}

const Expr *rows_inside(const Expr *place)
{
    if (place->op == OP_DEREF && place->args[0]->op == OP_PTRADD)
        return place->args[0]->args[0];
    return place->count > 0 ? place->args[0] : NULL;
}

/* A loop around the read whose counter the index is made of, or the innermost one, where it is something else in each
 * iteration; NULL: it is the same in all. */
static const Stmt *rows_counter(Derive *d, const Stmt *at, Stmt *const *nest, int count, const Expr *index)
{
    const StmtInfo *info = layout_info(d->layout, nest[0]);
    const Expr     *here = steady_here(d, index, at);

    for (int i = count - 1; i >= 0; i--)
        if (ir_mentions(here, nest[i]->u.loop_for.var))
            return nest[i];
    return !ir_reads_memory(index) && layout_changes(d->layout, index, info->pos, info->end) ? nest[count - 1] : NULL;
}

/* ---- dimensions ---- */

/* Whether the range is part of an array of `count` elements, whatever the values of what both are made of. */
static bool rows_within(const Poly *low, const Poly *high, const Poly *count)
{
    Poly      rest = poly_sum(count, high, -1);
    long long first, number;

    return poly_is_number(low, &first) && first >= 0 && poly_is_number(&rest, &number) && number >= 0;
}

/* Whether the range is something else in another iteration of the loop, which is what an index that jumps about looks like. */
static bool rows_dim_changes(Derive *d, const Dim *dim, const Stmt *loop)
{
    const StmtInfo *info = layout_info(d->layout, loop);

    return poly_changes(d->layout, &dim->low, info->pos, info->end) || poly_changes(d->layout, &dim->high, info->pos, info->end);
}

/* The part of `group` that is about one index; the read is done in every iteration where it is `sure`. */
static bool rows_dim(Derive *d, Group *group, const Stmt *at, Stmt *const *nest, int count, const Expr *place, bool sure)
{
    const Expr *index = rows_index(place);
    const Stmt *loop = rows_counter(d, at, nest, count, index);
    Dim        *dim = &group->dims[group->dim_count];
    Poly        extent;
    bool        known;

    if (loop == NULL)
        return true;
    if (group->dim_count++ == MOST_DIMS || !type_is_integer(index->type))
        return false;
    dim->index = index;
    dim->counter = loop->u.loop_for.var;
    known = extent_of(d, place, &extent) && extent_is_there(d, place, nest[0]);
    if (sure && rows_range(d, at, nest, count, index, &dim->low, &dim->high) && !rows_dim_changes(d, dim, nest[0])) {
        group->safe = group->safe && known && rows_within(&dim->low, &dim->high, &extent);
        return true;
    }
    dim->low = poly_number(d->arena, 0);
    dim->high = extent;
    return known;
}

/* Whether what the place is made of, apart from the nest's counters, is the same throughout the nest. */
static bool rows_is_fixed(Derive *d, const Stmt *at, Stmt *const *nest, int count, const Expr *place)
{
    const StmtInfo *info = layout_info(d->layout, nest[0]);
    const Expr     *index = rows_index(place), *inside = rows_inside(place);

    if (index && rows_counter(d, at, nest, count, index) == NULL && layout_changes(d->layout, index, info->pos, info->end))
        return false;
    if (inside == NULL)
        return true;
    if (!(op_info[inside->op].flags & OPF_PLACE) || type_is_pointer(inside->type))
        return !layout_changes(d->layout, inside, info->pos, info->end);
    return rows_is_fixed(d, at, nest, count, inside);
}

/* The dimensions of the place, outermost first. */
static bool rows_dims(Derive *d, Group *group, const Stmt *at, Stmt *const *nest, int count, const Expr *place, bool sure)
{
    const Expr *inside = rows_inside(place);

    if (inside && (op_info[inside->op].flags & OPF_PLACE) && !type_is_pointer(inside->type) &&
        !rows_dims(d, group, at, nest, count, inside, sure))
        return false;
    return rows_index(place) == NULL || rows_dim(d, group, at, nest, count, place, sure);
}

/* ---- where the copy is made ---- */

/* Whether a store that may hit the place, one from number `first` to `last`, may do so whatever its indices. */
static bool rows_hits(Derive *d, const Store *store, const Expr *place, int first, int last)
{
    if (map_get(d->shadow_stmts, store->stmt))
        return false;
    return store->place == NULL || !apart_places(d->apart, store->place, place, first, last);
}

/* Whether the statements with these numbers may overwrite it. */
static bool rows_overwritten(Derive *d, const Expr *place, int first, int last)
{
    IntSet    objects = {0};
    StoreHits hits;

    alias_of_place(d->alias, place, &objects);
    layout_hits(d->layout, place, &objects, first, last, &hits);
    for (const Store *store = layout_next_hit(&hits); store; store = layout_next_hit(&hits))
        if (rows_hits(d, store, place, first, last))
            return true;
    return false;
}

/* Whether the statements may change what the place, less the counters of the nest, or the ranges of its indices are. */
static bool rows_moves(Derive *d, const Group *group, const Expr *place, int first, int last)
{
    const Expr *index = rows_index(place), *inside = rows_inside(place);
    bool        is_dim = false;

    for (int i = 0; index && i < group->dim_count; i++)
        is_dim |= group->dims[i].index == index;
    if (index && !is_dim && layout_changes(d->layout, index, first, last))
        return true;
    if (inside == NULL)
        return false;
    if (!(op_info[inside->op].flags & OPF_PLACE) || type_is_pointer(inside->type))
        return layout_changes(d->layout, inside, first, last);
    return rows_moves(d, group, inside, first, last);
}

static bool rows_ranges_change(Derive *d, const Group *group, int first, int last)
{
    for (int i = 0; i < group->nest_count && !group->safe; i++) {
        Poly low, high;

        steady_bounds(d, group->nest[i], &low, &high);
        if (poly_changes(d->layout, &low, first, last) || poly_changes(d->layout, &high, first, last))
            return true;
    }
    for (int i = 0; i < group->dim_count; i++)
        if (poly_changes(d->layout, &group->dims[i].low, first, last) ||
            poly_changes(d->layout, &group->dims[i].high, first, last))
            return true;
    return false;
}

static bool rows_declares(const Stmt *s, const Expr *place)
{
    return s->kind == STMT_DECL && ir_root_var(place) == s->u.decl.var;
}

bool rows_leaves(Derive *d, const Stmt *s, const Expr *place)
{
    const StmtInfo *info = layout_info(d->layout, s);

    return !rows_declares(s, place) && !rows_overwritten(d, place, info->pos, info->end);
}

/* Behind the last statement before the nest that may change what is read. */
static void rows_place(Derive *d, Group *group, Stmt *outer, const Expr *place)
{
    group->block = layout_list(d->layout, d->fn, outer, &group->index);
    while (group->index > 0) {
        Stmt *s = group->block->stmts.items[group->index - 1];
        int   first = layout_info(d->layout, s)->pos, last = layout_info(d->layout, s)->end;

        if (!rows_leaves(d, s, place) || rows_moves(d, group, place, first, last) || rows_ranges_change(d, group, first, last))
            break;
        group->index--;
    }
    group->first = group->block->stmts.items[group->index];
}

/* ---- reads ---- */

static void rows_find_jump(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN;
}

/* Whether the statement is run in every iteration of the nest. */
static bool rows_always(Derive *d, Stmt *const *nest, const Stmt *s)
{
    bool jumps = false;

    ir_visit_stmts(nest[0]->u.loop_for.body, rows_find_jump, &jumps);
    for (const Stmt *up = layout_info(d->layout, s)->parent; up && !jumps; up = layout_info(d->layout, up)->parent) {
        if (up == nest[0])
            return true;
        if (up->kind != STMT_FOR && up->kind != STMT_BLOCK)
            return false;
    }
    return false;
}

/* Whether the nest overwrites what is read, but for each element itself after it has been read. */
static bool rows_nest_overwrites(Derive *d, Stmt *const *nest, int count, const Expr *place, const Stmt *at)
{
    const StmtInfo *info = layout_info(d->layout, nest[0]);
    IntSet          objects = {0};
    StoreHits       hits;

    alias_of_place(d->alias, place, &objects);
    layout_hits(d->layout, place, &objects, info->pos, info->end, &hits);
    for (const Store *store = layout_next_hit(&hits); store; store = layout_next_hit(&hits)) {
        if (!rows_hits(d, store, place, info->pos, info->end))
            continue;
        if (store->place == NULL || store->stmt->kind == STMT_DECL || !ir_same(store->place, place) ||
            store->pos < layout_info(d->layout, at)->pos || !layout_inside(d->layout, store->stmt, nest[count - 1]) ||
            !regions_apart(d->layout, nest, count, place))
            return true;
    }
    return false;
}

/* Whether it is known what the loop's counter runs through, one by one. */
static bool rows_steps(Derive *d, const Stmt *loop)
{
    Poly low, high;

    if (loop->kind != STMT_FOR || (loop->u.loop_for.step != 1 && loop->u.loop_for.step != -1))
        return false;
    steady_bounds(d, loop, &low, &high);
    return low.exact && high.exact;
}

/* The outermost loops around the read in its frame, from one on in which the place is not overwritten; 0: there is none. */
static int rows_nest(Derive *d, const Expr *place, Stmt *at, Stmt **nest)
{
    int count = frames_loops(d, at, frames_of(d, at), nest, MOST_NEST);

    if (count > MOST_NEST)
        return 0;
    for (int from = 0; from < count; from++) {
        bool ok = true;

        for (int i = from; i < count; i++)
            ok = ok && rows_steps(d, nest[i]);
        if (!ok || rows_nest_overwrites(d, nest + from, count - from, place, at) || !rows_is_fixed(d, at, nest + from, count - from, place))
            continue;
        for (int i = from; i < count; i++)
            nest[i - from] = nest[i];
        return count - from;
    }
    return 0;
}

static double rows_times(Derive *d, Stmt *const *nest, int count, double size)
{
    double times = 1.0;

    for (int i = 0; i < count; i++) {
        Poly low, high;

        steady_bounds(d, nest[i], &low, &high);
        high = poly_sum(&high, &low, -1);
        for (int k = i - 1; k >= 0; k--) {               /* a triangle is half a square */
            Poly half = poly_number(d->arena, (long long)(size / 2.0));

            if (poly_mentions(&high, nest[k]->u.loop_for.var) && poly_cofactor(&high, nest[k]->u.loop_for.var).exact)
                high = poly_with(&high, nest[k]->u.loop_for.var, &half);
        }
        times *= poly_at(&high, size);
    }
    return times;
}

/* Whether none of the loops' ranges hangs on another one: then all of the ranges of indices is read, if anything is. */
static bool rows_is_rectangle(Derive *d, Stmt *const *nest, int count)
{
    for (int i = 1; i < count; i++) {
        Poly low, high;

        steady_bounds(d, nest[i], &low, &high);
        for (int k = 0; k < i; k++)
            if (poly_mentions(&low, nest[k]->u.loop_for.var) || poly_mentions(&high, nest[k]->u.loop_for.var))
                return false;
    }
    return true;
}

static bool rows_same_pattern(const Group *group, const Expr *a, const Expr *b, const Group *other)
{
    bool dim_a = false, dim_b = false;

    if (a->op != b->op || a->count != b->count)
        return false;
    if (!(op_info[a->op].flags & OPF_PLACE) || type_is_pointer(a->type))
        return ir_same(a, b);
    if (a->op == OP_VAR)
        return ir_same(a, b);
    if (a->op == OP_FIELD && a->u.field != b->u.field)
        return false;
    if (rows_index(a) && rows_index(b)) {
        for (int i = 0; i < group->dim_count; i++)
            dim_a |= group->dims[i].index == rows_index(a);
        for (int i = 0; i < other->dim_count; i++)
            dim_b |= other->dims[i].index == rows_index(b);
        if (dim_a != dim_b || (!dim_a && !ir_same(rows_index(a), rows_index(b))))
            return false;
        return type_is_pointer(rows_inside(a)->type) ? ir_same(rows_inside(a), rows_inside(b))
                                                     : rows_same_pattern(group, rows_inside(a), rows_inside(b), other);
    }
    return a->count > 0 && rows_same_pattern(group, a->args[0], b->args[0], other);
}

/* One range that holds both; false where nobody knows which is the longer one. */
static bool rows_unite(Derive *d, const Stmt *innermost, Dim *dim, const Dim *more)
{
    Poly lower = poly_sum(&more->low, &dim->low, -1), higher = poly_sum(&more->high, &dim->high, -1);
    int  below = rows_order(d, innermost, &lower), above = rows_order(d, innermost, &higher);

    if ((below == 0 && lower.terms.count > 0) || (above == 0 && higher.terms.count > 0))
        return false;
    if (below < 0)
        dim->low = more->low;
    if (above > 0)
        dim->high = more->high;
    return true;
}

/* Whether both nests have the same outermost loop, and within it loops through the same: where one runs, the other one does. */
static bool rows_same_nest(Derive *d, const Group *group, const Group *more)
{
    bool same = group->nest_count == more->nest_count && group->nest[0] == more->nest[0];

    for (int i = 1; i < group->nest_count && same; i++) {
        Poly low, high, more_low, more_high;

        if (group->nest[i] == more->nest[i])
            continue;
        steady_bounds(d, group->nest[i], &low, &high);
        steady_bounds(d, more->nest[i], &more_low, &more_high);
        same = poly_same(&low, &more_low) && poly_same(&high, &more_high);
    }
    return same;
}

static bool rows_join(Derive *d, Group *group, const Group *more)
{
    const Stmt *innermost = more->nest[more->nest_count - 1];
    Dim         dims[MOST_DIMS];

    if (group->block != more->block || group->index != more->index || group->dim_count != more->dim_count ||
        !rows_same_pattern(group, group->reads.items[0].place, more->reads.items[0].place, more))
        return false;
    if (!(group->safe && more->safe) && !rows_same_nest(d, group, more))
        return false;
    for (int i = 0; i < group->dim_count; i++) {
        dims[i] = group->dims[i];
        if (!rows_unite(d, innermost, &dims[i], &more->dims[i]))
            return false;
    }
    for (int i = 0; i < group->dim_count; i++)
        group->dims[i] = dims[i];
    group->safe = group->safe && more->safe;
    VEC_PUSH(d->arena, &group->reads, more->reads.items[0]);
    return true;
}

/* Note a read that will have been overwritten.  A bool is not copied: one that has no value yet must not be read at all. */
static void rows_note(Rows *r, const Expr *place, bool sure)
{
    Derive *d = r->d;
    Read    read = {.at = r->at, .place = place};
    Group  *group = ARENA_NEW(d->arena, Group);
    Stmt  **nest = group->nest;
    int     count = place->type->canon->kind == TYPE_BOOL ? 0 : rows_nest(d, place, r->at, nest);

    if (count == 0)
        return;
    group->nest_count = count;
    group->safe = true;
    sure = sure && rows_always(d, nest, r->at);
    if (!rows_dims(d, group, r->at, nest, count, place, sure) || group->dim_count == 0 ||
        !(group->safe || rows_is_rectangle(d, nest, count)) ||
        rows_ranges_change(d, group, layout_info(d->layout, nest[0])->pos + 1, layout_info(d->layout, nest[0])->end))
        return;
    rows_place(d, group, nest[0], place);
    read.times = r->share * rows_times(d, nest, count, LIKELY_SIZE);
    VEC_PUSH(d->arena, &group->reads, read);
    for (int i = 0; i < r->groups->count; i++)
        if (rows_join(d, r->groups->items[i], group))
            return;
    VEC_PUSH(d->arena, r->groups, group);
}

/* The reads in e; `sure`: they are done whenever the statement is run. */
static void rows_find(Rows *r, const Expr *e, bool sure)
{
    bool place = op_info[e->op].flags & OPF_PLACE;

    if (place && type_is_scalar(e->type) && !type_is_pointer(e->type) && !ir_is_register(e) && !shadow_is_place(e) &&
        !frames_readable(r->d, e, r->at, false) && !rows_is_kept(r->d, r->at, e)) {
        if (r->share > 0.0)
            rows_note(r, e, sure);
        r->count++;
    }
    if (place || e->op == OP_ADDR || e->op == OP_DECAY) {
        for (const Expr *step = e; step->count > 0; step = step->args[0]) {
            if (step->op == OP_INDEX)
                rows_find(r, step->args[1], sure);
            if (step->op == OP_DEREF || (step->op == OP_INDEX && type_is_pointer(step->args[0]->type))) {
                rows_find(r, step->args[0], sure);
                return;
            }
        }
        return;
    }
    for (int i = 0; i < e->count; i++)
        rows_find(r, e->args[i], sure && !((e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR) && i > 0));
}

typedef struct Search {
    Rows *rows;
    bool  sure;
} Search;

static void rows_find_expr(void *data, const Expr *e, bool is_target)
{
    Search *search = data;

    (void)is_target;
    rows_find(search->rows, e, search->sure);
}

static void rows_find_block(Rows *r, const Block *block, bool sure)
{
    Search search = {r, sure};

    for (int i = 0; i < block->stmts.count; i++) {
        Block *blocks[3];
        int    count = ir_stmt_blocks(block->stmts.items[i], blocks);

        ir_stmt_exprs(block->stmts.items[i], rows_find_expr, &search);
        for (int k = 0; k < count; k++)
            if (blocks[k])
                rows_find_block(r, blocks[k], false);
    }
}

static void rows_note_needed(void *data, const Expr *e)
{
    Rows *r = data;

    if (e->op == OP_VAR && e->u.var->is_register && !e->u.var->is_shadow)
        map_put(r->needed, e->u.var, e->u.var);
}

static void rows_find_needed(void *data, Stmt *s)
{
    Rows  *r = data;
    Block *local = map_get(r->d->locals, s);

    if (local)
        ir_visit_block_exprs(local, rows_note_needed, r);
}

/* What is read to compute a value that is needed and cheap to compute again: the alternative is to keep that. */
static void rows_find_value(Rows *r, Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;

    if (place->op != OP_VAR || !map_get(r->needed, place->u.var) || !type_is_real(place->type) || !split_is_recomputed(value))
        return;
    r->share = 0.0;
    r->count = 0;
    rows_find(r, value, true);
    if (r->count == 0)
        return;
    r->share = 1.0 / r->count;
    rows_find(r, value, true);
}

static void rows_find_stmt(void *data, Stmt *s)
{
    Rows  *r = data;
    Block *local = map_get(r->d->locals, s);

    r->at = s;
    r->share = 1.0;
    if (s->kind == STMT_ASSIGN && local)
        rows_find_block(r, local, true);
    if (s->kind == STMT_ASSIGN && map_get(r->d->shadow_stmts, s) == NULL)
        rows_find_value(r, s);
}

double rows_runs(Derive *d, const Stmt *s)
{
    Stmt  *nest[MOST_NEST];
    int    first = MOST_NEST;
    double times = 1.0;

    for (Stmt *loop = layout_info(d->layout, s)->loop; loop && first > 0; loop = layout_info(d->layout, loop)->loop) {
        if (loop->kind == STMT_FOR)
            nest[--first] = loop;
        else
            times *= LIKELY_SIZE;
    }
    return times * rows_times(d, nest + first, MOST_NEST - first, LIKELY_SIZE);
}

static void rows_find_lazy(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;
}

bool rows_find_read(Derive *d, const Wish *wish, Groups *groups)
{
    Rows rows = {.d = d, .at = wish->at, .share = 1.0, .groups = groups};
    int  before = 0;
    bool lazy = false;

    for (int i = 0; i < groups->count; i++)
        before += groups->items[i]->reads.count;
    ir_visit_expr(wish->at->u.assign.value, rows_find_lazy, &lazy);
    rows_note(&rows, wish->place, !lazy);
    for (int i = 0; i < groups->count; i++)
        before -= groups->items[i]->reads.count;
    return before < 0;
}

bool rows_find_wished(Derive *d, const Wishes *wishes, Groups *groups)
{
    for (int i = 0; i < wishes->list.count; i++)
        if (!rows_find_read(d, &wishes->list.items[i], groups))
            return false;
    return true;
}

void rows_find_groups(Derive *d, Groups *groups)
{
    Rows rows = {.d = d, .needed = map_new(d->arena), .groups = groups};

    if (!ir_has_kind(d->fn->body, STMT_FOR))         /* only what a counted loop reads is copied */
        return;
    ir_visit_stmts(d->fn->body, rows_find_needed, &rows);
    ir_visit_stmts(d->fn->body, rows_find_stmt, &rows);
}
