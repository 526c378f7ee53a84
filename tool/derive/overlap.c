#include "overlap.h"

#include <math.h>

#include "intervals.h"
#include "plan.h"
#include "rows_parts.h"
#include "store.h"

enum { MOST_PAIRS = 6 };

/* ---- which pointers ---- */

static int overlap_param(const Derive *d, int object)
{
    const Object *target = alias_object(d->alias, object);

    for (int i = 0; target->kind == OBJECT_TARGET && i < d->request->func->params.count; i++)
        if (d->fn->params.items[i] == target->var)
            return i;
    return -1;
}

/* In the order of the parameters. */
static int overlap_order(const Overlap *one, const Overlap *other)
{
    return one->a != other->a ? one->a - other->a : one->b - other->b;
}

bool overlap_add(Arena *arena, Overlaps *pairs, const Overlaps *more)
{
    int before = pairs->count;

    for (int i = 0; i < more->count; i++) {
        const Overlap *pair = &more->items[i];
        int            k = pairs->count;

        while (k > 0 && overlap_order(&pairs->items[k - 1], pair) > 0)
            k--;
        if (k > 0 && overlap_order(&pairs->items[k - 1], pair) == 0)
            continue;
        VEC_PUSH(arena, pairs, *pair);
        for (int last = pairs->count - 1; last > k; last--)
            pairs->items[last] = pairs->items[last - 1];
        pairs->items[k] = *pair;
    }
    return pairs->count > before;
}

/* The pairs of one store's objects with those that it may overwrite.  False: that is no matter of two parameters alone. */
static bool overlap_of_store(Derive *d, const Store *store, const IntSet *objects, Overlaps *pairs)
{
    bool all = !store->unknown && !intset_meets(&store->objects, objects);

    for (int i = 0; i < store->objects.count; i++)
        for (int k = 0; k < objects->count; k++) {
            int      a = overlap_param(d, objects->items[k]), b = overlap_param(d, store->objects.items[i]);
            Overlap  pair = {a < b ? a : b, a < b ? b : a};
            Overlaps one = {&pair, 1, 1};

            if (a == b || !alias_objects_overlap(d->alias, objects->items[k], store->objects.items[i]))
                continue;
            all = all && a >= 0 && b >= 0;
            if (a >= 0 && b >= 0)
                overlap_add(d->arena, pairs, &one);
        }
    return all;
}

/* Of all stores that may overwrite the place.  False: some would in any case. */
static bool overlap_of_place(Derive *d, const IntSet *objects, const Expr *place, Overlaps *pairs)
{
    StoreHits hits;
    bool      all = true;

    layout_hits(d->layout, place, objects, 0, layout_count(d->layout) - 1, &hits);
    for (const Store *store = layout_next_hit(&hits); store; store = layout_next_hit(&hits)) {
        if (map_get(d->shadow_stmts, store->stmt))
            continue;
        all = overlap_of_store(d, store, objects, pairs) && all;
        layout_pass_objects(&hits);
    }
    return all;
}

/* ---- what they cost ---- */

typedef struct Reads {
    Derive  *d;
    Overlaps pairs;
    bool     lost;             /* what is read is overwritten in any case */
} Reads;

static void overlap_read(void *data, const Expr *e)
{
    Reads *reads = data;
    IntSet objects = {0};

    if (!(op_info[e->op].flags & OPF_PLACE) || !type_is_scalar(e->type) || !ir_reads_memory(e))
        return;
    alias_of_place(reads->d->alias, e, &objects);
    if (!overlap_of_place(reads->d, &objects, e, &reads->pairs))
        reads->lost = true;
}

static bool overlap_is_kept(const Version *v)
{
    return v->way == WAY_ARRAY || v->way == WAY_ROW || plan_is_on_tape(v);
}

/* Functions that have a derivative of their own may get another one, for what they are given. */
static bool overlap_calls(const Derive *d)
{
    for (int pos = 0; pos < layout_count(d->layout); pos++)
        if (map_get(d->pairs_of, layout_stmt(d->layout, pos)))
            return true;
    return false;
}

void overlap_note(Derive *d)
{
    const Versions *kept = plan_kept(d);

    for (int i = 0; d->request->checks_overlap && i < kept->list.count; i++) {
        const Version *v = kept->list.items[i];
        const Expr    *value = v->row ? v->row->place : v->value;
        Reads          reads = {.d = d};

        if (v->kind != VERSION_DEF || value == NULL || !overlap_is_kept(v))
            continue;
        ir_visit_expr(value, overlap_read, &reads);
        overlap_add(d->arena, reads.lost ? &d->costs.more : &d->costs.pairs, &reads.pairs);
    }
    if ((d->costs.pairs.count || d->costs.more.count) && !overlap_calls(d))
        d->costs.intervals = intervals_find(d);
}

double overlap_price(Derive *d)
{
    const Versions *kept = plan_kept(d);
    double          price = 0.0;

    for (int i = 0; i < d->arrays.count; i++) {
        const Version *v = d->arrays.items[i];

        price += pow(LIKELY_SIZE, v->loop_count + (v->way == WAY_ROW));
    }
    for (int i = 0; i < kept->list.count; i++)
        if (plan_is_on_tape(kept->list.items[i]))
            price += pow(LIKELY_SIZE, kept->list.items[i]->at ? layout_info(d->layout, kept->list.items[i]->at)->depth : 1);
    return price;
}

/* ---- what is taken for granted ---- */

static void overlap_promise_of(Derive *d, const Var *a, const Var *b)
{
    if (a && b)
        VEC_PUSH(d->arena, &d->fn->disjoint, ((Disjoint){a, b}));
}

void overlap_promise(Derive *d, const Overlaps *pairs)
{
    for (int i = 0; i < pairs->count; i++)
        overlap_promise_of(d, d->fn->params.items[pairs->items[i].a], d->fn->params.items[pairs->items[i].b]);
}

void overlap_promise_shadows(Derive *d, const Overlaps *pairs)
{
    for (int i = 0; i < pairs->count; i++)
        overlap_promise_of(d, map_get(d->beside, d->fn->params.items[pairs->items[i].a]),
                           map_get(d->beside, d->fn->params.items[pairs->items[i].b]));
}

/* ---- the check ---- */

static const Expr *overlap_times(Program *p, const Expr *count, const Expr *factor)
{
    factor = ir_cast(p, count->loc, count->type, factor, true);
    return count->op == OP_REAL && count->u.real->value == 1.0L ? factor : ir_binary(p, count->loc, OP_MUL, count, factor);
}

/* What the elements of an interval consist of, and how many of that there are. */
static const Type *overlap_scalar(Program *p, const Interval *interval, const Expr **count)
{
    const Type *elem = interval->elem;

    *count = interval->count;
    for (; elem->canon->kind == TYPE_ARRAY; elem = elem->canon->u.array.elem) {
        const Type *array = elem->canon;
        const Expr *number = ir_real(p, (*count)->loc, (*count)->type, (long double)array->u.array.count);

        *count = array->u.array.length ? overlap_times(p, *count, array->u.array.length)
                                       : ir_binary(p, (*count)->loc, OP_MUL, number, *count);
    }
    return type_unqualified(p, elem);
}

/* adgen_apart (a, how many elements, b, how many, size); of elements of two types, the numbers of bytes. */
static const Expr *overlap_check_pair(Derive *d, const Overlap *pair)
{
    Program    *p = d->p;
    Loc         loc = d->fn->loc;
    int         params[2] = {pair->a, pair->b};
    const Type *block = type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST)), *size = type_int(p, INT_ULONG), *elems[2];
    const Expr *args[5];
    bool        same;

    for (int i = 0; i < 2; i++) {
        if (d->costs.intervals[params[i]].count == NULL)
            return NULL;
        elems[i] = overlap_scalar(p, &d->costs.intervals[params[i]], &args[2 * i + 1]);
        args[2 * i] = ir_cast(p, loc, block, ir_var(p, loc, d->fn->params.items[params[i]]), true);
    }
    same = type_same(elems[0], elems[1]);
    for (int i = 0; i < 2 && !same; i++)
        args[2 * i + 1] = overlap_times(p, args[2 * i + 1], ir_sizeof(p, loc, size, elems[i]));
    args[4] = same ? ir_sizeof(p, loc, size, elems[0]) : ir_int(p, loc, size, 1);
    return ir_call(p, loc, store_apart(d), args, 5);
}

const Expr *overlap_check(Derive *d, const Overlaps *pairs)
{
    const Expr *all = NULL;

    if (pairs->count > MOST_PAIRS || d->costs.intervals == NULL)
        return NULL;
    for (int i = 0; i < pairs->count; i++) {
        const Expr *one = overlap_check_pair(d, &pairs->items[i]);

        if (one == NULL)
            return NULL;
        all = ir_and(d->p, all, one);
    }
    return all;
}

/* ---- in words ---- */

/* Whether the two are compared with the same others. */
static bool overlap_alike(const Overlaps *pairs, int a, int b)
{
    for (int i = 0; i < pairs->count; i++) {
        bool found = false;

        if (pairs->items[i].a != a && pairs->items[i].a != b)
            continue;
        for (int k = 0; k < pairs->count; k++)
            found |= pairs->items[k].a == (pairs->items[i].a == a ? b : a) && pairs->items[k].b == pairs->items[i].b;
        if (!found)
            return false;
    }
    return true;
}

/* "x, y and z": the parameters that are compared as this one is, or those that it is compared with. */
static const char *overlap_names(const Derive *d, const Overlaps *pairs, int a, bool others, int *count)
{
    const char *names = "", *last = NULL;

    *count = 0;
    for (int i = 0; i < pairs->count; i++) {
        const Overlap *pair = &pairs->items[i];
        bool           fits = others ? pair->a == a : (i == 0 || pairs->items[i - 1].a != pair->a) && overlap_alike(pairs, a, pair->a);

        if (!fits)
            continue;
        if (last)
            names = arena_printf(d->arena, "%s%s%s", names, *names ? ", " : "", last);
        last = d->fn->params.items[others ? pair->b : pair->a]->name;
        ++*count;
    }
    return *names ? arena_printf(d->arena, "%s %s %s", names, others ? "or" : "and", last) : last;
}

const char *overlap_text(const Derive *d, const Overlaps *pairs)
{
    const char *text = "";

    for (int i = 0; i < pairs->count; i++) {
        int         a = pairs->items[i].a, first = 0, count, other_count;
        const char *names, *others;

        while (!overlap_alike(pairs, pairs->items[first].a, a))
            first++;
        if (first < i)
            continue;                                        /* it has been named with that one */
        names = overlap_names(d, pairs, a, false, &count);
        others = overlap_names(d, pairs, a, true, &other_count);
        text = arena_printf(d->arena, "%s%s%s %s not overlap %s", text, i ? ", and " : "", names, count > 1 ? "do" : "does", others);
    }
    return text;
}
