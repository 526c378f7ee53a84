#include "filled.h"

#include "extent.h"
#include "rules/rule.h"
#include "rows_parts.h"
#include "steady.h"

/* Elements that are surely written: from `low` up to, but without, `high`. */
typedef struct Written {
    Poly low, high;
    int  stores;               /* how many statements do so */
    bool within;               /* they write nothing else */
} Written;

typedef VEC(Written) Ranges;

typedef struct Filled {
    Derive     *d;
    int         object;
    const Stmt *loop;
    const Expr *place;         /* one that is written */
    int         stores;        /* statements that write some */
    bool        mixed;         /* not all by one variable, or others might be written by what nobody looks into */
    bool        odd;           /* it is used in a way that is not understood */
    int         first;         /* the number of the first statement that reads it */
} Filled;

/* ---- who uses it ---- */

static bool filled_touches(const Filled *f, const Expr *place)
{
    IntSet objects = {0};

    alias_of_place(f->d->alias, place, &objects);
    return intset_has(&objects, f->object);
}

/* The name of the array, or the pointer to rows or elements, that the place is an element of; NULL: it is no such place. */
static const Expr *filled_base(const Expr *place)
{
    const Expr *base = place;

    while (base->op == OP_INDEX) {
        const Type *elem = base->type->canon;

        if (elem->kind == TYPE_ARRAY && elem->u.array.length)
            return NULL;
        base = base->args[0];
        if (type_is_pointer(base->type))
            break;
    }
    return base != place && base->op == OP_VAR ? base : NULL;
}

/* How many numbers lie in one of the type. */
static long long filled_numbers(const Type *type)
{
    return type->canon->kind == TYPE_ARRAY ? type->canon->u.array.count * filled_numbers(type_elem(type)) : 1;
}

/* Which number behind its base the place is. */
static Poly filled_index(Derive *d, const Expr *place, const Stmt *at)
{
    Poly      index = poly_number(d->arena, 0);

    for (const Expr *step = place; step->op == OP_INDEX; step = step->args[0]) {
        Poly own = steady_poly(d, steady_here(d, step->args[1], at));

        index = poly_sum(&index, &own, filled_numbers(step->type));
        if (type_is_pointer(step->args[0]->type))
            break;
    }
    return index;
}

/* Whether the place is an element of the block, by a pointer that leads nowhere else, or by its name. */
static bool filled_is_element(const Filled *f, const Expr *place)
{
    const Expr *base = filled_base(place);
    IntSet      objects = {0};

    if (base == NULL || place->type->canon->kind == TYPE_ARRAY)
        return false;
    if (type_is_pointer(base->type) && !ir_is_register(base))
        return false;
    alias_of_place(f->d->alias, place, &objects);
    return objects.count == 1 && objects.items[0] == f->object;
}

typedef struct Reads {
    const Filled *f;
    bool          found;
} Reads;

static void filled_find_read(void *data, const Expr *e)
{
    Reads *reads = data;

    reads->found |= ((op_info[e->op].flags & OPF_PLACE) && filled_touches(reads->f, e)) || e->op == OP_OPAQUE;
}

static void filled_find_read_expr(void *data, const Expr *e, bool is_target)
{
    if (!is_target)
        ir_visit_expr(e, filled_find_read, data);
    for (const Expr *step = e; is_target && step->count > 0; step = step->args[0])
        if (step->op == OP_INDEX)
            ir_visit_expr(step->args[1], filled_find_read, data);
}

/* A function that only reads what it is given. */
static bool filled_call_reads(const Filled *f, const Stmt *s)
{
    const Effects *effects = alias_effects(f->d->alias, s->u.call.callee);

    if (effects->unknown || effects->globals || effects->stores)
        return false;
    for (int i = 0; i < s->u.call.count; i++)
        if (effects->writes[i] || effects->frees[i] || effects->keeps[i] || effects->returns[i])
            return false;
    return true;
}

static bool filled_is_given(const Filled *f, const Stmt *s)
{
    IntSet reached = {0};

    for (int i = 0; i < s->u.call.count; i++)
        alias_reach(f->d->alias, s->u.call.args[i], &reached);
    return intset_has(&reached, f->object);
}

static void filled_note_read(Filled *f, const Stmt *s)
{
    int pos = layout_info(f->d->layout, s)->pos;

    f->first = pos < f->first ? pos : f->first;
    f->odd |= !layout_inside(f->d->layout, s, f->loop);
}

static void filled_note_call(Filled *f, const Stmt *s)
{
    const Effects *effects = alias_effects(f->d->alias, s->u.call.callee);

    if (s == alias_object(f->d->alias, f->object)->site) {
        f->odd |= layout_info(f->d->layout, s)->pos > layout_info(f->d->layout, f->loop)->pos;
    } else if (filled_is_given(f, s)) {
        if (rule_effect(s->u.call.callee->name) == EFFECT_FREE) {
            f->odd |= layout_inside(f->d->layout, s, f->loop);
        } else {
            filled_note_read(f, s);
            f->odd |= s->u.call.callee->body == NULL || !filled_call_reads(f, s);
        }
    }
    if (s->u.call.place && !ir_is_register(s->u.call.place))
        f->odd |= filled_touches(f, s->u.call.place);
    f->mixed |= s->u.call.callee->is_indirect || (effects && (effects->globals || effects->unknown || effects->stores));
}

static void filled_visit(void *data, Stmt *s)
{
    Filled *f = data;
    Reads   reads = {f, s->kind == STMT_OPAQUE};

    if (map_get(f->d->shadow_stmts, s))
        return;
    if (s->kind == STMT_CALL) {
        filled_note_call(f, s);
        return;
    }
    f->mixed |= s->kind == STMT_OPAQUE;
    ir_stmt_exprs(s, filled_find_read_expr, &reads);
    if (reads.found)
        filled_note_read(f, s);
    if (s->kind != STMT_ASSIGN || !(op_info[s->u.assign.place->op].flags & OPF_PLACE) || !filled_touches(f, s->u.assign.place))
        return;
    f->odd |= !filled_is_element(f, s->u.assign.place) || !layout_inside(f->d->layout, s, f->loop);
    f->place = f->place ? f->place : s->u.assign.place;
    f->mixed |= ir_base_var(s->u.assign.place) != ir_base_var(f->place);
    f->stores++;
}

/* ---- what is written ---- */

/* Whether the range surely is none of negative length: its length is a number where the loop's counter is the first or last. */
static bool filled_has_length(const Filled *f, const Poly *low, const Poly *high)
{
    const StmtInfo *info = layout_info(f->d->layout, f->loop);
    Var            *counter = f->loop->u.loop_for.var;
    Poly            first, end, length = poly_sum(high, low, -1), cofactor = poly_cofactor(&length, counter);
    Poly            one = poly_number(f->d->arena, 1);
    long long       number, least;

    steady_bounds(f->d, f->loop, &first, &end);
    if (poly_changes(f->d->layout, &first, info->pos, info->end) || poly_changes(f->d->layout, &end, info->pos, info->end))
        return false;
    end = poly_sum(&end, &one, -1);
    if (!length.exact || !cofactor.exact || !poly_is_number(&cofactor, &number))
        return false;
    length = poly_with(&length, counter, number < 0 ? &end : &first);
    return length.exact && poly_is_number(&length, &least) && least >= 0;
}

/* Whether the polynomial is the same wherever the loop's body reads it, in one iteration. */
static bool filled_stays(const Filled *f, const Stmt *loop, const Poly *poly)
{
    const StmtInfo *info = layout_info(f->d->layout, loop);

    return !poly_changes(f->d->layout, poly, info->pos + 1, info->end);
}

/* Join the ranges of the loop's body that begin where another one ends. */
static void filled_join(const Filled *f, const Stmt *loop, Ranges *ranges)
{
    for (int i = 0; i < ranges->count; i++)
        for (int k = 0; k < ranges->count; k++) {
            Written *one = &ranges->items[i], *next = &ranges->items[k];

            if (i == k || !poly_same(&one->high, &next->low) || !filled_stays(f, loop, &next->low))
                continue;
            one->within = one->within && next->within && filled_has_length(f, &one->low, &one->high) &&
                          filled_has_length(f, &next->low, &next->high);
            one->high = next->high;
            one->stores += next->stores;
            *next = ranges->items[--ranges->count];
            i = -1;
            break;
        }
}

static void filled_find_jump(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE;
}

/* What all iterations of the FOR write, where each goes on where the one before it ended.  (Where a range has no length,
 * or the loop no iterations, they are empty, and so is what they are joined to.) */
static void filled_repeat(const Filled *f, const Stmt *loop, const Ranges *each, Ranges *out)
{
    Derive     *d = f->d;
    Var        *counter = loop->u.loop_for.var;
    Poly        first, end;
    long long   number;

    steady_bounds(d, loop, &first, &end);
    for (int i = 0; i < each->count; i++) {
        const Written *range = &each->items[i];
        Poly           step = poly_cofactor(&range->low, counter), other = poly_cofactor(&range->high, counter);
        Poly           length = poly_sum(&range->high, &range->low, -1);
        Written        all = *range;

        if (!step.exact || !other.exact || !poly_same(&step, &other) || !poly_same(&step, &length) ||
            !filled_stays(f, loop, &range->low) || !filled_stays(f, loop, &range->high))
            continue;
        if (!(poly_is_number(&step, &number) && number > 0) && rows_order(d, layout_info(d->layout, loop)->loop, &step) <= 0)
            continue;
        all.low = poly_with(&range->low, counter, &first);
        all.high = poly_with(&range->low, counter, &end);
        if (all.low.exact && all.high.exact)
            VEC_PUSH(d->arena, out, all);
    }
}

static void filled_by(const Filled *f, Stmt *s, Ranges *out)
{
    Derive *d = f->d;
    Ranges  each = {0};
    Poly    one = poly_number(d->arena, 1);
    bool    jumps = false;

    if (s->kind == STMT_ASSIGN && filled_is_element(f, s->u.assign.place)) {
        Written element = {.low = filled_index(d, s->u.assign.place, s), .stores = 1, .within = true};

        element.high = poly_sum(&element.low, &one, 1);
        if (element.low.exact)
            VEC_PUSH(d->arena, out, element);
    }
    if (s->kind != STMT_FOR || (s->u.loop_for.step != 1 && s->u.loop_for.step != -1))
        return;
    ir_visit_stmts(s->u.loop_for.body, filled_find_jump, &jumps);
    for (int i = 0; i < s->u.loop_for.body->stmts.count && !jumps; i++)
        filled_by(f, s->u.loop_for.body->stmts.items[i], &each);
    filled_join(f, s, &each);
    filled_repeat(f, s, &each, out);
}

/* Whether indices count from the same place wherever the function writes: of an array, or of the pointer that got the block. */
static bool filled_is_steady(const Filled *f)
{
    const Layout *layout = f->d->layout;
    const Object *object = alias_object(f->d->alias, f->object);
    const Var    *base = ir_base_var(f->place);
    const Expr   *place = object->site ? object->site->u.call.place : NULL;

    if (f->mixed || object->kind == OBJECT_VAR)
        return !f->mixed && base == object->var;
    int pos = place && place->op == OP_VAR && place->u.var == base ? layout_info(layout, object->site)->pos : -1;
    return pos >= 0 && !layout_assigns(layout, base, 0, pos - 1) &&
           !layout_assigns(layout, base, pos + 1, layout_count(layout) - 1);
}

/* Whether nothing changes the range in the loop, and it begins with the first element and ends with the last; or nothing changes
 * it at all, and the function writes no element that is not in it: what those hold is always the same. */
static bool filled_is_whole(const Filled *f, const Written *range)
{
    const StmtInfo *info = layout_info(f->d->layout, f->loop);
    long long       low;
    Poly            extent;

    if (!poly_is_number(&range->low, &low) || poly_changes(f->d->layout, &range->high, info->pos, info->end))
        return false;
    if (low <= 0 && extent_of(f->d, f->place, &extent) && poly_same(&range->high, &extent))
        return true;
    return range->within && range->stores == f->stores && filled_is_steady(f) &&
           !poly_changes(f->d->layout, &range->high, 0, layout_count(f->d->layout) - 1);
}

/* ---- the same elements each time ---- */

/* The loops inside the loop in question that are around. */
typedef struct Inside {
    const struct Inside *outer;
    const Var           *counter;
} Inside;

/* Whether it is made of counters of loops inside, and what the function never changes. */
static bool filled_is_same(const Filled *f, const Poly *poly, const Inside *inside)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; k < poly->terms.items[i].degree; k++) {
            const Expr   *leaf = poly->terms.items[i].leaves[k];
            const Inside *around = inside;

            while (around && !(leaf->op == OP_VAR && leaf->u.var == around->counter))
                around = around->outer;
            if (around == NULL && layout_changes(f->d->layout, leaf, 0, layout_count(f->d->layout) - 1))
                return false;
        }
    return poly->exact;
}

static int filled_count_same(const Filled *f, const Stmt *loop, const Block *list, const Inside *inside, int before);

/* How many stores of one statement of the list write the same elements in each iteration of the loop in question. */
static int filled_count_in(const Filled *f, Stmt *s, const Inside *inside)
{
    const Inside more = {inside, s->kind == STMT_FOR ? s->u.loop_for.var : NULL};
    bool         jumps = false;
    Poly         first, end;

    if (s->kind == STMT_ASSIGN && filled_is_element(f, s->u.assign.place)) {
        first = filled_index(f->d, s->u.assign.place, s);
        return filled_is_same(f, &first, inside);
    }
    if (s->kind != STMT_FOR)
        return 0;
    ir_visit_stmts(s->u.loop_for.body, filled_find_jump, &jumps);
    steady_bounds(f->d, s, &first, &end);
    if (jumps || !filled_is_same(f, &first, inside) || !filled_is_same(f, &end, inside))
        return 0;
    return filled_count_same(f, s, s->u.loop_for.body, &more, layout_count(f->d->layout));
}

/* The same for those of the list that end before the number: by themselves, or where ranges are joined. */
static int filled_count_same(const Filled *f, const Stmt *loop, const Block *list, const Inside *inside, int before)
{
    Ranges ranges = {0};
    int    joined = 0, single = 0;

    for (int i = 0; i < list->stmts.count && layout_info(f->d->layout, list->stmts.items[i])->end < before; i++) {
        filled_by(f, list->stmts.items[i], &ranges);
        single += filled_count_in(f, list->stmts.items[i], inside);
    }
    filled_join(f, loop, &ranges);
    for (int i = 0; i < ranges.count; i++) {
        const Written *range = &ranges.items[i];

        if (range->within && filled_is_same(f, &range->low, inside) && filled_is_same(f, &range->high, inside))
            joined += range->stores;
    }
    return joined > single ? joined : single;
}

/* Whether it is a block that the function allocates, or an array of its own. */
static bool filled_is_block(const Object *object)
{
    const Var *var = object->kind == OBJECT_VAR ? object->var : NULL;

    return object->kind == OBJECT_ALLOC ||
           (var && var->kind != VAR_PARAM && var->kind != VAR_GLOBAL && var->type->canon->kind == TYPE_ARRAY);
}

bool filled_each_time(Derive *d, int object, const Stmt *loop)
{
    Filled       f = {.d = d, .object = object, .loop = loop, .first = layout_count(d->layout)};
    const Block *body = loop->kind == STMT_FOR ? loop->u.loop_for.body : loop->u.loop.body;
    Ranges       ranges = {0};

    if (!filled_is_block(alias_object(d->alias, object)) || loop->kind != STMT_FOR)
        return false;
    ir_visit_stmts(d->fn->body, filled_visit, &f);
    if (f.odd || f.place == NULL)
        return false;
    for (int i = 0; i < body->stmts.count && layout_info(d->layout, body->stmts.items[i])->end < f.first; i++)
        filled_by(&f, body->stmts.items[i], &ranges);
    filled_join(&f, loop, &ranges);
    for (int i = 0; i < ranges.count; i++)
        if (filled_is_whole(&f, &ranges.items[i]))
            return true;
    return filled_is_steady(&f) && filled_count_same(&f, loop, body, NULL, f.first) == f.stores;
}
