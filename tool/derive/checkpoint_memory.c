#include "checkpoint_parts.h"

#include <string.h>

#include "extent.h"
#include "frames_parts.h"
#include "needs.h"
#include "pair.h"
#include "registers.h"
#include "rows_parts.h"
#include "shadow.h"
#include "steady.h"

/*
 * The memory of a state, found from the accesses of the loop: each leads back to a variable, to a register that holds a
 * pointer when an iteration begins, or to a pointer in memory that nobody changes.
 *
 * How much lies there is known from the declaration or the allocation, or from the indices that iterations use: those that
 * all of them use, whatever happens.
 */

enum { MOST_LOW = 8 };

typedef struct Find {
    Derive *d;
    State  *state;
    const StmtInfo *loop;
    Stmt   *at;
    int     first, last;                /* what is overwritten from here to there is not what it was any more */
    VEC(Area) areas;
    bool    failed;
} Find;

static const Var *find_name(const Expr *pointer)
{
    const Var *var = NULL;

    for (; pointer && var == NULL; pointer = pointer->count ? pointer->args[0] : NULL)
        var = pointer->op == OP_VAR ? pointer->u.var : NULL;
    return var;
}

static void find_refuse(Find *f, const Expr *pointer, const char *why)
{
    const Var *var = find_name(pointer);
    bool       param = var && var->kind == VAR_PARAM;

    if (!f->failed)
        checkpoint_refuse(f->d, f->state,
                          param ? "say how many elements a parameter points to with ADGEN_SIZE (n)"
                                : "use arrays, or blocks that are allocated in the function, whose sizes do not change",
                          "it is not known %s '%s'", why, var ? var->name : "a pointer");
    f->failed = true;
}

static bool find_is_const(const Expr *pointer)
{
    const Type *elem = type_elem(pointer->type);
    bool        found = elem->quals & TYPE_CONST;

    for (; elem->canon->kind == TYPE_ARRAY; found |= (elem->quals & TYPE_CONST) != 0)
        elem = type_elem(elem);
    return found;
}

/* What is behind a pointer to const and overwritten later would have to be put back. */
static void find_refuse_const(Find *f, const Expr *pointer)
{
    const Var *var = find_name(pointer);

    if (!f->failed)
        checkpoint_refuse(f->d, f->state, "say restrict where pointers do not overlap, or ADGEN_NOALIAS",
                          "what '%s' leads to may be overwritten through another pointer", var ? var->name : "a pointer");
    f->failed = true;
}

/* ---- areas ---- */

/* The sum is the larger one of two that differ by a number, or in a way that has a sign wherever the loops run. */
static bool find_larger(Find *f, const Poly *a, const Poly *b, bool *larger)
{
    Poly      difference = poly_sum(a, b, -1);
    long long number;
    int       sign;

    if (poly_is_number(&difference, &number)) {
        *larger = number > 0;
        return difference.exact;
    }
    sign = difference.exact ? rows_order(f->d, f->at, &difference) : 0;
    *larger = sign > 0;
    return sign != 0;
}

static void find_widen(Find *f, Area *area, const Poly *low, const Poly *high)
{
    bool lower, higher;

    if (!area->ranged) {
        area->ranged = true;
        area->low = *low;
        area->high = *high;
        return;
    }
    if (!find_larger(f, &area->low, low, &lower) || !find_larger(f, high, &area->high, &higher)) {
        area->whole = true;
        return;
    }
    area->low = lower ? *low : area->low;
    area->high = higher ? *high : area->high;
}

static Area *find_area(Find *f, const Expr *pointer, const Type *elem)
{
    Area area = {.pointer = pointer, .elem = elem};

    for (int i = 0; i < f->areas.count; i++)
        if (ir_same(f->areas.items[i].pointer, pointer))
            return &f->areas.items[i];
    VEC_PUSH(f->d->arena, &f->areas, area);
    return &f->areas.items[f->areas.count - 1];
}

bool checkpoint_is_sure(Derive *d, const StmtInfo *loop, const Stmt *s)
{
    for (const Stmt *up = layout_info(d->layout, s)->parent; up != loop->stmt; up = layout_info(d->layout, up)->parent)
        if (up->kind != STMT_BLOCK && (up->kind != STMT_FOR || map_get(d->counters, up)))
            return false;
    return true;
}

/* The loops' iterations exist, for a product of their numbers says nothing: 0 < n && 0 < m. */
static const Expr *find_runs(Find *f, Stmt *const *nest, int count)
{
    Program    *p = f->d->p;
    const Expr *all = NULL;

    for (int i = 0; i < count && count > 1; i++) {
        Poly        low, high;
        const Type *type = type_int(p, INT_LONG);
        const Expr *runs;

        steady_bounds(f->d, nest[i], &low, &high);
        runs = ir_binary(p, nest[i]->loc, OP_LT, poly_expr(p, &low, type, nest[i]->loc), poly_expr(p, &high, type, nest[i]->loc));
        all = ir_and(p, all, runs);
    }
    return all;
}

static bool find_changes(const Find *f, const Poly *poly)
{
    return poly_changes(f->d->layout, poly, f->loop->pos, f->loop->end);
}

static bool find_nest_is_square(Find *f, Stmt *const *nest, int count)
{
    for (int i = 0; i < count; i++) {
        Poly low, high;

        steady_bounds(f->d, nest[i], &low, &high);
        if (!low.exact || !high.exact || find_changes(f, &low) || find_changes(f, &high))
            return false;
    }
    return true;
}

/* The indices that the place uses of what its pointer leads to; false: not known. */
static bool find_range(Find *f, const Expr *index, Poly *low, Poly *high, const Expr **condition)
{
    Stmt *nest[MOST_NEST];
    Poly  one = poly_number(f->d->arena, 1);
    int   count = frames_loops(f->d, f->at, f->state->frame, nest, MOST_NEST);

    *condition = NULL;
    if (!checkpoint_is_sure(f->d, f->loop, f->at) || count > MOST_NEST)
        return false;
    if (count == 0) {
        *low = index ? steady_poly(f->d, index) : poly_number(f->d->arena, 0);
        *high = poly_sum(low, &one, 1);
    } else if (!find_nest_is_square(f, nest, count)) {
        return false;
    } else if (index) {
        if (!rows_range(f->d, f->at, nest, count, index, low, high))
            return false;
        *condition = find_runs(f, nest, count);
    } else {
        *low = poly_number(f->d->arena, 0);
        *high = one;
    }
    return low->exact && high->exact && !find_changes(f, low) && !find_changes(f, high);
}

const Expr *checkpoint_step(const Expr *place, const Expr **index)
{
    while (place->count && place->op != OP_DEREF && !(place->op == OP_INDEX && type_is_pointer(place->args[0]->type)))
        place = place->args[0];
    *index = place->op == OP_INDEX ? place->args[1] : NULL;
    return place->count ? place->args[0] : NULL;
}

/* Whether more lies behind such a record than its type says. */
static bool find_is_open(const Type *type)
{
    const Type   *canon = type->canon, *last;
    const Record *record = canon->kind == TYPE_RECORD ? canon->u.record : NULL;

    if (canon->kind == TYPE_ARRAY)
        return find_is_open(type_elem(type));
    if (record == NULL || record->fields.count == 0)
        return false;
    last = record->fields.items[record->fields.count - 1]->type->canon;
    return (last->kind == TYPE_ARRAY && last->u.array.length == NULL && last->u.array.count < 0) || find_is_open(last);
}

/* Whether the lengths in the type are still what they were in the declaration, and there are not too many. */
static bool find_is_plain(const Find *f, const Type *type, const Stmt *decl)
{
    int first = decl ? layout_info(f->d->layout, decl)->pos : 0, dims = 0;

    for (; type->canon->kind == TYPE_ARRAY; type = type_elem(type), dims++)
        if (type->canon->u.array.length && layout_changes(f->d->layout, type->canon->u.array.length, first, f->loop->end))
            return false;
    return dims < CHECKPOINT_DIMS;
}

static void find_variable(Find *f, Var *var)
{
    Program    *p = f->d->p;
    const Expr *place = ir_var(p, f->loop->stmt->loc, var), *length = NULL;
    const Type *elem = var->type;
    IntSet      object = {0};

    if (checkpoint_is_own(f->d, f->state, alias_of_var(f->d->alias, var)))
        return;
    if (elem->canon->kind == TYPE_ARRAY) {
        length = checkpoint_count(f->d, elem, place->loc);
        elem = type_elem(elem);
    }
    if (!find_is_plain(f, var->type, map_get(f->d->decls, var)))
        find_refuse(f, place, "how much memory is behind");
    else
        checkpoint_add_memory(f->d, f->state, var, length ? ir_decay(p, place->loc, place) : place, length, elem);
    intset_add(f->d->arena, &object, alias_of_var(f->d->alias, var));
    if (!f->failed && !checkpoint_is_left(f->d, f->state, &object))
        f->state->parts.items[f->state->parts.count - 1].left = NULL;
}

/* Whether a pointer in memory is the same wherever the function goes from here on. */
static bool find_is_steady(const Find *f, const Expr *pointer)
{
    return pointer->op == OP_VAR ? pointer->u.var->is_register || !layout_changes(f->d->layout, pointer, f->first, f->last)
                                 : !layout_changes(f->d->layout, pointer, f->first, f->last);
}

/* One of the two nests runs; NULL: that is not known of one. */
static const Expr *find_either(const Find *f, const Expr *a, const Expr *b)
{
    if (a == NULL || b == NULL)
        return NULL;
    for (const Expr *e = a; e; e = e->op == OP_LOR ? e->args[0] : NULL)
        if (ir_same(e, b) || (e->op == OP_LOR && ir_same(e->args[1], b)))
            return a;
    return ir_binary(f->d->p, a->loc, OP_LOR, a, b);
}

/* Of what the memory behind a pointer consists that another one leads into, to elements of a type: &rows[i][0] into rows. */
static const Type *find_elem(const Expr *pointer, const Type *elem)
{
    const Type *mine = type_elem(pointer->type);

    return mine->canon->kind == TYPE_VOID ? elem : mine;
}

/* What the pointer leads to belongs to the state; `index`: of one element, or of the one that it leads to, where `known`. */
static void find_behind(Find *f, const Expr *pointer, const Expr *index, bool known)
{
    Roots       r = {.d = f->d, .loop = f->loop};
    Poly        low, high;
    const Expr *condition = NULL;
    const Type *elem = type_elem(pointer->type);

    checkpoint_roots(&r, pointer);
    if (r.failed) {
        find_refuse(f, pointer, "what memory it uses through");
        return;
    }
    known = known && !r.moved && find_range(f, index, &low, &high, &condition);
    for (int i = 0; i < r.object_count; i++)
        find_variable(f, r.objects[i]);
    for (int i = 0; i < r.count; i++) {
        Area *area;

        if (find_is_const(r.pointers[i])) {
            find_refuse_const(f, r.pointers[i]);
            return;
        }
        if (!find_is_steady(f, r.pointers[i])) {
            find_refuse(f, r.pointers[i], "where it finds");
            return;
        }
        area = find_area(f, r.pointers[i], find_elem(r.pointers[i], elem));
        area->whole |= !known || !type_same(type_unqualified(f->d->p, area->elem), type_unqualified(f->d->p, elem));
        if (area->whole)
            continue;
        area->condition = area->ranged ? find_either(f, area->condition, condition) : condition;
        find_widen(f, area, &low, &high);
    }
}

static void find_place(Find *f, const Expr *place)
{
    const Expr *index, *pointer = checkpoint_step(place, &index);
    Var        *var = ir_root_var(place);

    if (var)
        find_variable(f, var);
    else if (pointer)
        find_behind(f, pointer, index, true);
    else
        find_refuse(f, place, "what memory it uses:");
}

/* ---- accesses ---- */

static bool find_all_own(const Find *f, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++)
        if (!checkpoint_is_own(f->d, f->state, objects->items[i]))
            return false;
    return true;
}

/* What a call may do to the objects it does behind its arguments themselves. */
static void find_call(Find *f, const Stmt *s, const IntSet *objects)
{
    IntSet known = {0};

    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];
        IntSet      mine = {0};

        if (!type_is_pointer(arg->type))
            continue;
        alias_of_pointer(f->d->alias, arg, &mine);
        if (!intset_meets(&mine, objects) || find_all_own(f, &mine))
            continue;
        find_behind(f, ir_uncast(arg), NULL, false);
        intset_add_all(f->d->arena, &known, &mine);
    }
    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(f->d->alias, objects->items[i]);

        if (intset_has(&known, objects->items[i]) || checkpoint_is_own(f->d, f->state, objects->items[i]))
            continue;
        if (object->kind == OBJECT_VAR)
            find_variable(f, object->var);
        else
            find_refuse(f, NULL, "what memory a call uses through");
    }
}

/* A variable-length array that is declared in a loop around, whose backward pass cannot declare it again. */
static void find_scopes(Find *f, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(f->d->alias, objects->items[i]);
        const Stmt   *decl = object->kind == OBJECT_VAR ? map_get(f->d->decls, object->var) : NULL;
        const Frame  *frame = f->state->frame;

        while (decl && frame->loop && !layout_inside(f->d->layout, decl, frame->loop))
            frame = frame->outer;
        if (decl && type_is_vla(object->var->type) && layout_info(f->d->layout, decl)->parent != frame->loop)
            find_refuse(f, ir_var(f->d->p, decl->loc, object->var), "in the backward pass how large it has been:");
    }
}

static void find_writes(Find *f)
{
    int count, begin = layout_stores(f->d->layout, f->loop->pos, f->loop->end, &count);

    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(f->d->layout, i);

        f->at = store->stmt;
        if (!checkpoint_runs(f->state, store->stmt))
            continue;
        find_scopes(f, &store->objects);
        if (store->unknown)
            find_refuse(f, NULL, "what memory it changes through");
        else if (store->stmt->kind == STMT_DECL || map_get(f->d->shadow_stmts, store->stmt) || find_all_own(f, &store->objects))
            continue;
        else if (store->place)
            find_place(f, store->place);
        else if (store->stmt->kind == STMT_CALL)
            find_call(f, store->stmt, &store->objects);
        else
            find_refuse(f, NULL, "what memory it changes through");
    }
}

/* Whether what a place holds may be something else when the loop's backward pass reads it, though the loop does not change it. */
static bool find_is_lost(const Find *f, const Expr *place, const IntSet *objects)
{
    int count, begin = layout_stores(f->d->layout, f->first, f->last, &count);

    for (int i = 0; f->d->pair && i < objects->count; i++)
        if (!pair_object_stays(f->d, alias_object(f->d->alias, objects->items[i])))
            return true;
    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(f->d->layout, i);

        if (store->pos >= f->loop->pos && store->pos <= f->loop->end)
            continue;
        if ((map_get(f->d->shadow_stmts, store->stmt) && !(place && shadow_is_place(place))) || store->stmt->kind == STMT_DECL)
            continue;
        if (place ? layout_store_hits(f->d->layout, store, place, objects)
                  : store->unknown || alias_sets_overlap(f->d->alias, &store->objects, objects))
            return true;
    }
    return false;
}

static void find_read(void *data, const Expr *place)
{
    Find  *f = data;
    IntSet objects = {0};

    if ((shadow_is_place(place) && !type_is_pointer(place->type)) || rows_is_copy(f->d, place))
        return;
    alias_of_place(f->d->alias, place, &objects);
    find_scopes(f, &objects);
    if (find_all_own(f, &objects) || !find_is_lost(f, place, &objects))
        return;
    if (type_is_pointer(place->type))
        find_refuse(f, place, "any more behind the loop where this leads:");
    else
        find_place(f, place);
}

static void find_register(void *data, Var *var)
{
    (void)data;
    (void)var;
}

static void find_unknown(void *data)
{
    find_refuse(data, NULL, "what memory it reads through");
}

static void find_read_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = {find_register, find_read, find_unknown, data};

    (is_target ? needs_target : needs_value)(&reads, e);
}

/* What a call reads behind its arguments. */
static void find_call_reads(Find *f, const Stmt *s)
{
    IntSet reached = {0};

    for (int i = 0; i < s->u.call.count; i++)
        if (type_is_pointer(s->u.call.args[i]->type) && !shadow_is_place(s->u.call.args[i]))
            alias_reach(f->d->alias, s->u.call.args[i], &reached);
    find_scopes(f, &reached);
    if (reached.count == 0 || !find_is_lost(f, NULL, &reached))
        return;
    for (int i = 0; i < reached.count; i++)
        if (alias_object(f->d->alias, reached.items[i])->contents.count)
            find_refuse(f, NULL, "any more behind the loop where a call goes through");
    find_call(f, s, &reached);
}

static void find_reads(void *data, Stmt *s)
{
    Find *f = data;
    Reads reads = {find_register, find_read, find_unknown, f};

    f->at = s;
    needs_of_adjoint(f->d, s, &reads);
    needs_of_control(f->d, s, &reads);
    if (map_get(f->d->shadow_stmts, s) || !checkpoint_runs(f->state, s))
        return;
    ir_stmt_exprs(s, find_read_expr, f);
    if (s->kind == STMT_CALL)
        find_call_reads(f, s);
}

/* ---- parts ---- */

/* The length; 0 where it is not more than `least`. */
static const Expr *find_length(Find *f, const Area *area, const Poly *length, long long least)
{
    Program    *p = f->d->p;
    Loc         loc = f->loop->stmt->loc;
    const Type *type = type_int(p, INT_LONG);
    const Expr *e = poly_expr(p, length, type, loc), *zero = ir_int(p, loc, type, 0);
    long long   number;

    if (poly_is_number(length, &number))
        return e;
    return ir_select(p, loc, area->condition ? area->condition : ir_binary(p, loc, OP_GT, e, ir_int(p, loc, type, least)),
                     e, zero);
}

/* The pointer to the first element, and how many there are; NULL: not known. */
static const Expr *find_bounds(Find *f, const Area *area, const Expr **pointer)
{
    Program    *p = f->d->p;
    Loc         loc = f->loop->stmt->loc;
    const Type *type = type_int(p, INT_LONG);
    const Expr *first = ir_index(p, loc, area->pointer, ir_int(p, loc, type, 0));
    Poly        length = poly_number(f->d->arena, 0);
    long long   number;

    *pointer = area->pointer;
    if (extent_of(f->d, first, &length) && extent_is_there(f->d, first, f->loop->stmt)) {
        area = &(Area){.whole = true};
        return poly_is_number(&length, &number) || !poly_changes(f->d->layout, &length, f->loop->pos, f->loop->end)
                   ? find_length(f, area, &length, 0) : NULL;
    }
    if (area->whole)
        return NULL;
    if (poly_is_number(&area->low, &number) && number >= 0 && number <= MOST_LOW)
        return find_length(f, area, &area->high, number);
    *pointer = ir_ptradd(p, loc, area->pointer, poly_expr(p, &area->low, type, loc));
    length = poly_sum(&area->high, &area->low, -1);
    return find_length(f, area, &length, 0);
}

/* The part that has just been added: what need not be kept of it. */
static void find_trim(Find *f, const Area *area)
{
    StatePart *part = &f->state->parts.items[f->state->parts.count - 1];
    IntSet     objects = {0};

    alias_of_pointer(f->d->alias, area->pointer, &objects);
    if (checkpoint_is_scratch(f->d, f->state, area))
        part->store = NULL;
    if (!checkpoint_is_left(f->d, f->state, &objects))
        part->left = NULL;
    if (part->left == NULL && checkpoint_is_refilled(f->d, f->state, area))
        part->store = NULL;
}

static void find_parts(Find *f)
{
    Program *p = f->d->p;
    Loc      loc = f->loop->stmt->loc;

    for (int i = 0; i < f->areas.count && !f->failed; i++) {
        const Area *area = &f->areas.items[i];
        const Expr *pointer, *length = find_bounds(f, area, &pointer);
        const Type *elem = area->elem;

        if (length == NULL || find_is_open(elem) || !find_is_plain(f, elem, NULL)) {
            find_refuse(f, area->pointer, "how much memory is behind");
        } else if (length->op == OP_INT && length->u.integer->value == 1 && elem->canon->kind != TYPE_ARRAY) {
            checkpoint_add_memory(f->d, f->state, find_name(pointer), ir_deref(p, loc, pointer), NULL, elem);
            find_trim(f, area);
        } else {
            checkpoint_add_memory(f->d, f->state, find_name(pointer), pointer, length, elem);
            find_trim(f, area);
        }
    }
}

void checkpoint_memory(Derive *d, State *state)
{
    enum { ROOM = 16 };
    Find  f = {.d = d, .state = state, .loop = layout_info(d->layout, state->loop)};
    Stmt *loops[ROOM];
    int   count = frames_loops(d, state->loop, state->frame->outer, loops, ROOM);

    f.first = count > ROOM ? 0 : layout_info(d->layout, count ? loops[0] : state->loop)->pos;
    f.last = frames_last(d, state->frame->outer);
    find_writes(&f);
    if (!f.failed)
        frames_visit_loop(state->loop, find_reads, &f);
    if (!f.failed)
        find_parts(&f);
}
