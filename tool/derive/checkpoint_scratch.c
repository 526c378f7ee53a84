#include "checkpoint_parts.h"

#include "analysis/regions.h"
#include "extent.h"
#include "frames_parts.h"
#include "needs.h"
#include "rows_parts.h"
#include "shadow.h"
#include "steady.h"

/*
 * Memory that each step fills before it reads it, such as the buffer that a step of a double buffer writes: what it holds
 * when the step begins is none of the state.  Memory that a backward step only reads, where it is kept.  And memory whose
 * contents nobody asks for any more when the loop runs backward.
 */

typedef struct Scratch {
    Derive         *d;
    const State    *state;
    const StmtInfo *loop;
    const Area     *area;
    Var            *pointer;
    IntSet          objects;     /* that it may lead to */
    bool            block;       /* the area is one block that is allocated once: whatever leads there, leads into the area */
    const Stmt     *at;
    const Store    *fill;        /* writes all of it in every step; NULL: not found */
    bool            read;        /* it may be read before that */
} Scratch;

/* The statement of the step's own list that the statement is, or is in. */
static const StmtInfo *scratch_outer(const Scratch *s, const Stmt *stmt)
{
    while (layout_info(s->d->layout, stmt)->parent != s->loop->stmt)
        stmt = layout_info(s->d->layout, stmt)->parent;
    return layout_info(s->d->layout, stmt);
}

/* Whether the place is reached by the pointer as it is when the step begins. */
static bool scratch_is_behind(const Scratch *s, const Expr *place, const Stmt *at)
{
    const Expr *index, *pointer = checkpoint_step(place, &index);

    pointer = pointer ? ir_uncast(pointer) : NULL;
    return pointer && pointer->op == OP_VAR && pointer->u.var == s->pointer &&
           !layout_assigns(s->d->layout, s->pointer, s->loop->pos + 1, scratch_outer(s, at)->end);
}

/* ---- filling ---- */

/* The number of iterations of the nest. */
static Poly scratch_times(const Scratch *s, Stmt *const *nest, int count)
{
    Poly times = poly_number(s->d->arena, 1);

    for (int i = 0; i < count; i++) {
        Poly low, high;

        steady_bounds(s->d, nest[i], &low, &high);
        high = poly_sum(&high, &low, -1);
        times = poly_product(&times, &high);
    }
    return times;
}

static bool scratch_same(const Poly *a, const Poly *b)
{
    Poly      difference = poly_sum(a, b, -1);
    long long number;

    return difference.exact && poly_is_number(&difference, &number) && number == 0;
}

/* A whole element: a number, a pointer, or a record. */
static bool scratch_is_element(const Scratch *s, const Expr *place)
{
    return place->op == OP_INDEX && type_is_pointer(place->args[0]->type) &&
           (type_is_scalar(place->type) || place->type->canon->kind == TYPE_RECORD) &&
           type_same(type_unqualified(s->d->p, place->type), type_unqualified(s->d->p, s->area->elem));
}

/* Whether the store writes each element of the area once in every step. */
static bool scratch_fills(const Scratch *s, const Store *store)
{
    Stmt       *nest[MOST_NEST];
    int         count = frames_loops(s->d, store->stmt, s->state->frame, nest, MOST_NEST);
    const Expr *index = NULL;
    Poly        low, high, length, times;

    if (store->place == NULL || !scratch_is_behind(s, store->place, store->stmt) || count == 0 || count > MOST_NEST ||
        !map_get(s->state->frame->slice, store->stmt) || !checkpoint_is_sure(s->d, s->loop, store->stmt))
        return false;
    checkpoint_step(store->place, &index);
    for (int i = 0; i < count; i++)
        if (nest[i]->u.loop_for.step != 1 && nest[i]->u.loop_for.step != -1)
            return false;
    if (index == NULL || !scratch_is_element(s, store->place) ||
        !rows_range(s->d, store->stmt, nest, count, index, &low, &high) || !regions_apart(s->d->layout, nest, count, store->place))
        return false;
    length = poly_sum(&high, &low, -1);
    times = scratch_times(s, nest, count);
    return scratch_same(&low, &s->area->low) && scratch_same(&high, &s->area->high) && scratch_same(&length, &times);
}

static void scratch_find_fill(Scratch *s)
{
    int count, begin = layout_stores(s->d->layout, s->loop->pos + 1, s->loop->end, &count);

    for (int i = begin; i < begin + count && s->fill == NULL; i++)
        if (scratch_fills(s, layout_store(s->d->layout, i)))
            s->fill = layout_store(s->d->layout, i);
}

/* ---- reading ---- */

static void scratch_read(void *data, const Expr *place)
{
    Scratch        *s = data;
    IntSet          objects = {0};
    const StmtInfo *mine = scratch_outer(s, s->at), *its = scratch_outer(s, s->fill->stmt);

    if (shadow_is_place(place) || rows_is_copy(s->d, place))
        return;
    alias_of_place(s->d->alias, place, &objects);
    if (!alias_sets_overlap(s->d->alias, &objects, &s->objects))
        return;
    if (mine->pos > its->end && (scratch_is_behind(s, place, s->at) || (s->block && objects.count == 1)))
        return;
    s->read |= !apart_places(s->d->apart, s->fill->place, place, s->loop->pos + 1, mine->end > its->end ? mine->end : its->end);
}

static void scratch_register(void *data, Var *var)
{
    (void)data;
    (void)var;
}

static void scratch_unknown(void *data)
{
    ((Scratch *)data)->read = true;
}

static void scratch_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = {scratch_register, scratch_read, scratch_unknown, data};

    (is_target ? needs_target : needs_value)(&reads, e);
}

static void scratch_stmt(void *data, Stmt *stmt)
{
    Scratch *s = data;
    Reads    reads = {scratch_register, scratch_read, scratch_unknown, s};
    IntSet   reached = {0};

    s->at = stmt;
    needs_of_adjoint(s->d, stmt, &reads);
    needs_of_control(s->d, stmt, &reads);
    ir_stmt_exprs(stmt, scratch_expr, s);
    for (int i = 0; stmt->kind == STMT_CALL && i < stmt->u.call.count; i++)
        if (type_is_pointer(stmt->u.call.args[i]->type))
            alias_reach(s->d->alias, stmt->u.call.args[i], &reached);
    s->read |= alias_sets_overlap(s->d->alias, &reached, &s->objects);
}

/* The pointer leads to one block, allocated in no loop, and the area is all of it. */
static bool scratch_is_block(const Scratch *s, const Area *area, Area *block)
{
    const Object *object = s->objects.count == 1 ? alias_object(s->d->alias, s->objects.items[0]) : NULL;
    Program      *p = s->d->p;

    if (object == NULL || object->kind != OBJECT_ALLOC || object->site == NULL || object->cut || object->retyped ||
        layout_info(s->d->layout, object->site)->loop)
        return false;
    *block = (Area){.pointer = area->pointer, .elem = area->elem, .ranged = true, .low = poly_number(s->d->arena, 0)};
    block->high = block->low;
    return extent_of(s->d, ir_index(p, s->loop->stmt->loc, area->pointer, ir_int(p, s->loop->stmt->loc, type_int(p, INT_LONG), 0)),
                     &block->high);
}

bool checkpoint_is_scratch(Derive *d, const State *state, const Area *area)
{
    Scratch s = {.d = d, .state = state, .loop = layout_info(d->layout, state->loop), .area = area};
    Area    block;

    if (area->pointer->op != OP_VAR || !area->pointer->u.var->is_register)
        return false;
    s.pointer = area->pointer->u.var;
    alias_of_pointer(d->alias, area->pointer, &s.objects);
    s.block = scratch_is_block(&s, area, &block);
    if (s.block)
        s.area = &block;
    else if (area->whole || !area->ranged)
        return false;
    scratch_find_fill(&s);
    if (s.fill == NULL)
        return false;
    frames_visit_loop(state->loop, scratch_stmt, &s);
    return !s.read;
}

/* ---- filled in the same places by all steps ---- */

/* Whether the index runs through the same numbers in every step: it is made of the nest's counters, and of what stays. */
static bool scratch_index_stays(const Scratch *s, const Stmt *at, const Expr *index, Stmt *const *nest, int count)
{
    Poly poly = poly_of(s->d->arena, steady_here(s->d, index, at)), zero = poly_number(s->d->arena, 0);

    for (int n = 0; n < count; n++)
        poly = poly_with(&poly, nest[n]->u.loop_for.var, &zero);
    return poly.exact && !poly_changes(s->d->layout, &poly, s->loop->pos, s->loop->end);
}

/* Whether the store writes the same elements behind the pointer in every step. */
static bool scratch_refills(const Scratch *s, const Store *store)
{
    Stmt       *nest[MOST_NEST];
    int         count = frames_loops(s->d, store->stmt, s->state->frame, nest, MOST_NEST);
    const Expr *index = NULL;

    if (store->place == NULL || !scratch_is_behind(s, store->place, store->stmt) || count > MOST_NEST ||
        !map_get(s->state->frame->slice, store->stmt) || !checkpoint_is_sure(s->d, s->loop, store->stmt))
        return false;
    for (int i = 0; i < count; i++) {
        Poly low, high;

        steady_bounds(s->d, nest[i], &low, &high);
        if (!low.exact || !high.exact || poly_changes(s->d->layout, &low, s->loop->pos, s->loop->end) ||
            poly_changes(s->d->layout, &high, s->loop->pos, s->loop->end))
            return false;
    }
    checkpoint_step(store->place, &index);
    return index && store->place->op == OP_INDEX && type_is_scalar(store->place->type) &&
           scratch_index_stays(s, store->stmt, index, nest, count);
}

/* The only store to the objects that runs in the loop or behind it; NULL: there are others. */
static const Store *scratch_only_store(const Scratch *s)
{
    int          count, begin = layout_stores(s->d->layout, s->loop->pos, frames_last(s->d, s->state->frame->outer), &count);
    const Store *only = NULL;

    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(s->d->layout, i);

        if (map_get(s->d->shadow_stmts, store->stmt) ||
            !(store->unknown || alias_sets_overlap(s->d->alias, &store->objects, &s->objects)))
            continue;
        if (only)
            return NULL;
        only = store;
    }
    return only;
}

/* Whether the pointer leads to the first element of what it leads to, as it or another one did when the loop began: to no
 * other element, so that what one step has left alone, no other one writes. */
static bool scratch_is_plain(const Scratch *s)
{
    enum { TWO = 2 };
    Roots r = {.d = s->d, .loop = s->loop};

    checkpoint_roots(&r, s->area->pointer);
    return !r.failed && !r.moved && r.object_count == 0 && r.count <= TWO;
}

/* Double buffers whose borders stay: each step writes the same elements of the one and reads the other, which lies in another
 * block.  What it writes is not read before, and all else in both is what it was before the loop. */
bool checkpoint_is_refilled(Derive *d, const State *state, const Area *area)
{
    Scratch s = {.d = d, .state = state, .loop = layout_info(d->layout, state->loop), .area = area};

    if (area->pointer->op != OP_VAR || !area->pointer->u.var->is_register || !scratch_is_plain(&s))
        return false;
    s.pointer = area->pointer->u.var;
    alias_of_pointer(d->alias, area->pointer, &s.objects);
    s.fill = scratch_only_store(&s);
    if (s.fill == NULL || !layout_inside(d->layout, s.fill->stmt, state->loop) || !scratch_refills(&s, s.fill))
        return false;
    frames_visit_loop(state->loop, scratch_stmt, &s);
    return !s.read;
}

/* ---- read where it is kept ---- */

static void lent_place(void *data, const Expr *place)
{
    Scratch *s = data;
    IntSet   objects = {0};

    if (shadow_is_place(place) || rows_is_copy(s->d, place))
        return;
    alias_of_place(s->d->alias, place, &objects);
    s->read |= alias_sets_overlap(s->d->alias, &objects, &s->objects) && !scratch_is_behind(s, place, s->at);
}

static void lent_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = {scratch_register, lent_place, scratch_unknown, data};

    if (is_target && e->op != OP_VAR)
        needs_target(&reads, e);
    else if (!is_target)
        needs_value(&reads, e);
}

/* What runs again right before the step's backward pass must not write there, nor hand a pointer on. */
static void lent_again(Scratch *s, Stmt *stmt)
{
    const StmtInfo *info = layout_info(s->d->layout, stmt);
    int             count, begin = layout_stores(s->d->layout, info->pos, info->pos, &count);

    s->read |= stmt->kind == STMT_CALL || stmt->kind == STMT_OPAQUE || rows_at(s->d, stmt);
    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(s->d->layout, i);

        s->read |= store->unknown || alias_sets_overlap(s->d->alias, &store->objects, &s->objects);
    }
    ir_stmt_exprs(stmt, lent_expr, s);
}

static void lent_stmt(void *data, Stmt *stmt)
{
    Scratch *s = data;
    Reads    reads = {scratch_register, lent_place, scratch_unknown, s};

    s->at = stmt;
    needs_of_adjoint(s->d, stmt, &reads);
    needs_of_control(s->d, stmt, &reads);
    if (map_get(s->state->frame->runs, stmt) && !map_get(s->d->shadow_stmts, stmt))
        lent_again(s, stmt);
}

/* Whether the pointer is one of the state's own: another one is the function's everywhere. */
static bool lent_has_register(const State *state, const Var *var)
{
    for (int i = 0; i < state->parts.count; i++)
        if (state->parts.items[i].var == var)
            return true;
    return false;
}

bool checkpoint_is_lent(Derive *d, const State *state, const StatePart *part)
{
    Scratch s = {.d = d, .state = state, .loop = layout_info(d->layout, state->loop)};

    if (part->place == NULL || part->place->op != OP_VAR || !part->place->u.var->is_register || part->length == NULL ||
        part->dim_count || !type_is_pointer(part->place->type) || !lent_has_register(state, part->place->u.var))
        return false;
    s.pointer = part->place->u.var;
    alias_of_pointer(d->alias, part->place, &s.objects);
    frames_visit_loop(state->loop, lent_stmt, &s);
    return !s.read && type_same(type_unqualified(d->p, type_elem(part->place->type)),
                                type_unqualified(d->p, type_elem(part->store->type)));
}

/* ---- what is left ---- */

static void scratch_find_return(void *data, Stmt *s)
{
    if (s->kind == STMT_RETURN && s->u.result)
        *(bool *)data |= ir_reads_memory(s->u.result) || !type_is_scalar(s->u.result->type) || type_is_pointer(s->u.result->type);
}

/* Whether the object is the function's own, and no pointer to it leaves the function. */
static bool scratch_is_local(const Derive *d, int id)
{
    const Object *object = alias_object(d->alias, id);

    if (object->kind != OBJECT_ALLOC && !(object->kind == OBJECT_VAR && object->var->kind != VAR_GLOBAL))
        return false;
    for (int i = 0; i < alias_count(d->alias); i++) {
        const Object *other = alias_object(d->alias, i);
        bool          mine = other->kind == OBJECT_ALLOC || (other->kind == OBJECT_VAR && other->var->kind != VAR_GLOBAL);

        if (!mine && intset_has(&other->contents, id))
            return false;
    }
    return true;
}

bool checkpoint_is_left(Derive *d, const State *state, const IntSet *objects)
{
    bool returned = false;

    if (d->pair || state->frame->outer->loop)
        return true;                     /* what is around it goes on after its backward pass */
    ir_visit_stmts(d->fn->body, scratch_find_return, &returned);
    for (int i = 0; i < objects->count; i++)
        returned |= !scratch_is_local(d, objects->items[i]);
    return returned || objects->count == 0;
}
