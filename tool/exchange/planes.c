#include <string.h>

#include "planes_parts.h"

/* ---- what the nest touches ---- */

static void find_choice(void *data, const Expr *e)
{
    bool *found = data;

    *found |= e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;
}

/* What is evaluated only sometimes is not surely touched. */
static bool has_choice(const Expr *e)
{
    bool found = false;

    ir_visit_expr(e, find_choice, &found);
    return found;
}

static void touch_places(Planes *n, const Expr *e, const Places *places, PlanesTouch like)
{
    like.is_sure = !has_choice(e);
    for (int i = 0; i < places->count; i++) {
        like.place = places->items[i];
        VEC_PUSH(n->x->arena, &n->touches, like);
    }
    n->ok = n->ok && !(ir_parts(e) & (PART_OPAQUE | PART_VOLATILE | PART_ADDRESS)) && !ir_hands_pointer(e) &&
            n->touches.count <= PLANES_MOST_TOUCHES;
}

static void touch_reads(Planes *n, const Expr *e, PlanesTouch like)
{
    Places places = {0};

    places_read(n->x, e, &places);
    touch_places(n, e, &places, like);
}

static void touch_stmts(Planes *n, const Block *block, PlanesTouch like);

static bool is_where_inner_runs(const Planes *n, const Stmt *s)
{
    return s->u.branch.other->stmts.count == 0 && ir_same(s->u.branch.cond, runs_condition(n->x, n->inner));
}

static void touch_branch(Planes *n, const Stmt *s, PlanesTouch like)
{
    touch_reads(n, s->u.branch.cond, like);
    like.spot = like.spot == SPOT_OUTER && is_where_inner_runs(n, s) ? SPOT_INNER : SPOT_SOME;
    touch_stmts(n, s->u.branch.then, like);
    touch_stmts(n, s->u.branch.other, like);
}

static void touch_assign(Planes *n, const Stmt *s, PlanesTouch like)
{
    const Expr *place = s->u.assign.place;
    Places      places = {0};

    touch_reads(n, s->u.assign.value, like);
    places_find(n->x, place, &places);
    touch_places(n, place, &places, like);
    if (ir_is_register(place))
        return;
    like.writes = true;
    places.count = 0;
    VEC_PUSH(n->x->arena, &places, place);
    touch_places(n, place, &places, like);
}

static void touch_inner(Planes *n, const Stmt *s, PlanesTouch like)
{
    int before = n->touches.count;

    touch_reads(n, s->u.loop_for.from, like);
    touch_reads(n, s->u.loop_for.to, like);
    n->ok = n->ok && s == n->inner && n->touches.count == before;
    like.spot = SPOT_INNER;
    like.in_loop = true;
    touch_stmts(n, s->u.loop_for.body, like);
}

static void touch_stmts(Planes *n, const Block *block, PlanesTouch like)
{
    for (int i = 0; i < block->stmts.count && n->ok; i++) {
        const Stmt *s = block->stmts.items[i];

        switch (s->kind) {
        case STMT_COMMENT:
            break;
        case STMT_DECL:
            n->ok = type_is_scalar(s->u.decl.var->type);
            if (s->u.decl.init)
                touch_reads(n, s->u.decl.init, like);
            break;
        case STMT_ASSIGN:
            touch_assign(n, s, like);
            break;
        case STMT_IF:
            touch_branch(n, s, like);
            break;
        case STMT_FOR:
            touch_inner(n, s, like);
            break;
        default:
            n->ok = false;
        }
    }
}

/* ---- arrays ---- */

static Var *base_of(const Expr *place)
{
    const Expr *base = place->op == OP_INDEX ? place->args[0] : NULL;

    return base && ir_is_register(base) && type_is_pointer(base->type) && type_is_real(place->type) ? base->u.var : NULL;
}

/* The array that the touch would make one of ours: the inner loop goes through it in steps. */
static void add_array(Planes *n, const PlanesTouch *touch)
{
    Var         *base = base_of(touch->place);
    Poly         index, cofactor;
    Interleaved *array;

    if (!base || !touch->in_loop)
        return;
    for (int i = 0; i < n->arrays.count; i++)
        if (n->arrays.items[i]->base == base)
            return;
    index = poly_of(n->x->arena, touch->place->args[1]);
    cofactor = poly_cofactor(&index, n->inner->u.loop_for.var);
    array = ARENA_NEW(n->x->arena, Interleaved);
    array->base = base;
    if (!poly_is_number(&cofactor, &array->stride) || array->stride < 2 || array->stride > PLANES_MOST)
        return;
    VEC_PUSH(n->x->arena, &n->arrays, array);
}

/* index = stride * group + part */
static bool split_index(const Planes *n, const Interleaved *array, const Expr *index, PlanesUse *use)
{
    Poly      all = poly_of(n->x->arena, index), rest;
    long long constant = poly_constant(&all), whole = constant / array->stride - (constant % array->stride < 0);

    use->group = poly_number(n->x->arena, whole);
    use->part = constant - whole * array->stride;
    rest = poly_number(n->x->arena, constant);
    rest = poly_sum(&all, &rest, -1);
    for (int i = 0; i < rest.terms.count; i++) {
        Monomial term = rest.terms.items[i];

        if (term.factor % array->stride != 0)
            return false;
        term.factor /= array->stride;
        VEC_PUSH(n->x->arena, &use->group.terms, term);
    }
    return all.exact && !type_is_unsigned(index->type);
}

typedef struct Mentions {
    const Var *var;
    int        all, as_base;
} Mentions;

static void count_mention(void *data, const Expr *e)
{
    Mentions *m = data;

    m->all += e->op == OP_VAR && e->u.var == m->var;
    m->as_base += e->op == OP_INDEX && e->args[0]->op == OP_VAR && e->args[0]->u.var == m->var;
}

static void add_part(Interleaved *array, const PlanesUse *use)
{
    int at = 0;

    while (at < array->part_count && array->parts[at] < use->part)
        at++;
    if (at == array->part_count || array->parts[at] != use->part) {
        for (int i = array->part_count++; i > at; i--) {
            array->parts[i] = array->parts[i - 1];
            array->written[i] = array->written[i - 1];
        }
        array->parts[at] = use->part;
        array->written[at] = false;
    }
    array->written[at] |= use->touch->writes;
}

/* Whether the nest uses the pointer for nothing but elements of groups. */
static bool read_uses(Planes *n, Interleaved *array)
{
    Mentions mentions = {.var = array->base};

    for (int i = 0; i < n->touches.count; i++) {
        PlanesUse use = {.touch = &n->touches.items[i]};

        if (base_of(use.touch->place) != array->base)
            continue;
        if (!split_index(n, array, use.touch->place->args[1], &use))
            return false;
        if (type_bits(use.touch->place->args[1]->type) > type_bits(n->type))
            n->type = type_unqualified(n->x->p, use.touch->place->args[1]->type);
        VEC_PUSH(n->x->arena, &array->uses, use);
        add_part(array, &use);
    }
    ir_visit_block_exprs(n->outer->u.loop_for.body, count_mention, &mentions);
    return mentions.all == mentions.as_base && !layout_assigns(n->x->layout, array->base, n->first, n->last);
}

/* ---- which groups ---- */

/* The least or greatest value in all iterations. */
static Poly extreme(const Planes *n, const Poly *group, bool greatest)
{
    const Stmt *loops[] = {n->inner, n->outer};
    Poly        poly = *group;

    for (int i = 0; i < 2 && poly.exact; i++)
        if (poly_mentions(&poly, loops[i]->u.loop_for.var))
            poly = poly_at_end(n->x, loops[i], &poly, greatest);
    return poly;
}

static bool find_groups(const Planes *n, Interleaved *array)
{
    const StmtInfo *top = layout_info(n->x->layout, n->top);
    Poly            one = poly_number(n->x->arena, 1);
    long long       distance;

    for (int i = 0; i < array->uses.count; i++) {
        const PlanesUse *use = &array->uses.items[i];
        Poly             low = extreme(n, &use->group, false), high = extreme(n, &use->group, true);

        high = poly_sum(&high, &one, 1);
        if (!low.exact || !high.exact)
            return false;
        if (i == 0) {
            array->low = low;
            array->high = high;
        }
        if (!planes_distance(&low, &array->low, &distance))
            return false;
        array->low = distance < 0 ? low : array->low;
        if (!planes_distance(&high, &array->high, &distance))
            return false;
        array->high = distance > 0 ? high : array->high;
    }
    return array->uses.count > 0 && !poly_changes(n->x->layout, &array->low, top->pos, top->end) &&
           !poly_changes(n->x->layout, &array->high, top->pos, top->end);
}

/* Whether there are as many iterations of the outer loop as groups, but for a few, and those are not known to be few. */
static bool pays(const Planes *n, const Interleaved *array)
{
    enum { FEW = 8, FEW_TIMES = 16 };
    Poly      count = poly_sum(&array->high, &array->low, -1), times = count_of(n->x, n->outer);
    long long number, more;

    return !(poly_is_number(&count, &number) && number < FEW_TIMES) && planes_distance(&times, &count, &more) && more > -FEW;
}

/* ---- what may be the same memory ---- */

/* Whether what is written of the array, and what is written besides, is nothing that the other touches. */
static bool is_alone(const Planes *n, const Interleaved *array)
{
    for (int i = 0; i < array->uses.count; i++) {
        const PlanesTouch *mine = array->uses.items[i].touch;

        for (int k = 0; k < n->touches.count; k++) {
            const PlanesTouch *other = &n->touches.items[k];

            if ((mine->writes || other->writes) && base_of(other->place) != array->base &&
                !apart_memory(n->x->apart, n->x->alias, mine->place, other->place, n->first, n->last))
                return false;
        }
    }
    return true;
}

static bool is_array(const Planes *n, const Expr *place)
{
    for (int i = 0; i < n->arrays.count; i++)
        if (base_of(place) == n->arrays.items[i]->base)
            return true;
    return false;
}

/* Whether the inner loop then goes through all memory element by element. */
static bool all_unit(const Planes *n)
{
    for (int i = 0; i < n->touches.count; i++) {
        const PlanesTouch *touch = &n->touches.items[i];

        if (touch->in_loop && type_is_real(touch->place->type) && !is_array(n, touch->place) &&
            stride_of(n->x, touch->place, n->inner) == STRIDE_OTHER)
            return false;
    }
    return true;
}

/* ---- nests ---- */

static void find_leave(void *data, Stmt *s)
{
    bool *found = data;

    *found |= s->kind == STMT_RETURN || s->kind == STMT_OPAQUE;
}

/* The statement of the function's own list; whatever it does, what stands behind it runs. */
static bool find_top(Planes *n)
{
    bool leaves = false;

    n->top = n->outer;
    for (Stmt *up = n->outer; up; up = layout_info(n->x->layout, up)->parent)
        n->top = up;
    ir_visit_stmt(n->top, find_leave, &leaves);
    return !leaves;
}

static bool is_counted(const Stmt *s)
{
    return s->kind == STMT_FOR && (s->u.loop_for.step == 1 || s->u.loop_for.step == -1) && ir_meets_bound(s) &&
           s->u.loop_for.relation != REL_NE && !s->checkpoint && s->u.loop_for.declares &&
           !type_is_unsigned(s->u.loop_for.var->type);
}

static bool planes_read(Planes *n)
{
    const Type *outer = n->outer->u.loop_for.var->type, *inner = n->inner->u.loop_for.var->type;

    if (!is_counted(n->outer) || !is_counted(n->inner) || !find_top(n))
        return false;
    n->type = type_unqualified(n->x->p, type_bits(outer) > type_bits(inner) ? outer : inner);
    touch_stmts(n, n->outer->u.loop_for.body, (PlanesTouch){.spot = SPOT_OUTER});
    for (int i = 0; i < n->touches.count && n->ok; i++)
        add_array(n, &n->touches.items[i]);
    if (!n->ok || n->arrays.count == 0 || !all_unit(n))
        return false;
    planes_find_most(n);
    for (int i = 0; i < n->arrays.count; i++) {
        Interleaved *array = n->arrays.items[i];

        if (!read_uses(n, array) || !find_groups(n, array) || !pays(n, array) || !is_alone(n, array) || !planes_cover(n, array))
            return false;
    }
    return true;
}

typedef struct Search {
    Found   found;
    Func   *allocator;
    VEC(Planes *) nests;
} Search;

static bool is_marked(const Stmt *s)
{
    return s->kind == STMT_FOR && s->u.loop_for.pragma && strcmp(s->u.loop_for.pragma, "ADGEN_INDEPENDENT") == 0;
}

static void find_nest(void *data, Stmt *s)
{
    Search         *search = data;
    Exchange       *x = search->found.x;
    const StmtInfo *info = is_marked(s) && ir_only_assigns(s) ? layout_info(x->layout, s) : NULL;
    Planes         *n;
    Block          *instead;

    if (!info || !info->parent || info->parent->kind != STMT_FOR || map_get(search->found.instead, info->parent))
        return;
    n = ARENA_NEW(x->arena, Planes);
    n->x = x;
    n->outer = info->parent;
    n->inner = s;
    n->ok = true;
    n->first = layout_info(x->layout, n->outer)->pos;
    n->last = layout_info(x->layout, n->outer)->end;
    if (!planes_read(n))
        return;
    instead = ir_block(x->p);
    planes_write(n, instead);
    map_put(search->found.instead, n->outer, instead);
    search->found.any = true;
    VEC_PUSH(x->arena, &search->nests, n);
}

/* ---- the function ---- */

static void find_marked(void *data, Stmt *s)
{
    bool *found = data;

    *found |= is_marked(s);
}

/* Room for all copies, around what they are used in. */
static void put_room(Search *search)
{
    Exchange *x = search->found.x;
    Block    *body = ir_block_for(x->p, x->func->body);

    for (int i = 0; i < x->func->body->stmts.count; i++) {
        Stmt *s = x->func->body->stmts.items[i];

        for (int k = 0; k < search->nests.count; k++)
            if (search->nests.items[k]->top == s)
                planes_allocate(search->nests.items[k], search->allocator, body);
        ir_push(x->p, body, s);
        for (int k = 0; k < search->nests.count; k++)
            if (search->nests.items[k]->top == s)
                planes_free(search->nests.items[k], body);
    }
    x->func->body = body;
}

void planes_func(Program *p, Func *func)
{
    Exchange x;
    Search   search = {{.x = &x}, .allocator = NULL};
    bool     candidate = false;

    ir_visit_stmts(func->body, find_marked, &candidate);
    if (!candidate || func->retypes)
        return;
    search.allocator = helper_allocator(p, func->loc);
    if (!search.allocator)
        return;
    exchange_look(&x, p, func);
    search.found.instead = map_new(x.arena);
    ir_visit_stmts(func->body, find_nest, &search);
    if (search.found.any) {
        put_room(&search);
        func->comment = arena_printf(p->arena, "%s\nCopies interleaved coordinates apart, for loops that go through all of them.",
                                     func->comment ? func->comment : "");
    }
    exchange_replace(&search.found);
    arena_free(x.arena);
}
