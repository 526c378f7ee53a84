#include "exchange/wait.h"

#include "parts.h"

enum { MOST_SHORT = 8, MOST_TOUCHES = 80 };

/* A place that the loop reads, or assigns, and where. */
typedef struct Touch {
    const Expr *place;
    const Stmt *stmt;
    bool        is_sum;           /* what the statement adds to */
} Touch;

/* Elements that the loop adds to: of an array, from `rest` on, `step` apart. */
typedef struct Waiting {
    const Expr *place;            /* of the first sum */
    const Stmt *inner;            /* the short loop whose counter its index has; or NULL */
    Poly        rest;             /* its index less the counter's part */
    long long   step, first, count;
    bool        sure;             /* each iteration touches all of them */
    bool        is_adjoint;       /* the order of additions does not matter */
    Var        *local;
    VEC(Stmt *) sums;
} Waiting;

typedef struct Wait {
    Exchange   *x;
    Stmt       *loop;
    int         first, last;      /* the loop's statements */
    VEC(Touch)     touches;
    VEC(Waiting *) waiting;
    bool        ok;
} Wait;

/* ---- indices ---- */

/* How often a loop runs, and from where its counter goes up; false: it is not known, or often. */
static bool short_range(Exchange *x, const Stmt *loop, long long *low, long long *count)
{
    Poly      from, to;
    long long high, step = loop->u.loop_for.step;

    poly_bounds(x->arena, loop, &from, &to);
    if (loop->u.loop_for.pragma || (step != 1 && step != -1) || !poly_is_number(&from, low) || !poly_is_number(&to, &high))
        return false;
    *count = high - *low;
    return *count > 0 && *count <= MOST_SHORT;
}

/* The least value of a polynomial, or the greatest, in terms of what the loop does not change. */
static Poly wait_extreme(const Wait *w, const Stmt *at, Poly poly, bool greatest)
{
    for (const Stmt *up = at; up && poly.exact; up = up == w->loop ? NULL : layout_info(w->x->layout, up)->parent)
        if (up->kind == STMT_FOR && poly_mentions(&poly, up->u.loop_for.var))
            poly = poly_at_end(w->x, up, &poly, greatest);
    poly.exact = poly.exact && !poly_changes(w->x->layout, &poly, w->first, w->last);
    return poly;
}

static bool is_greater(const Poly *a, const Poly *b)
{
    Poly      distance;
    long long number;

    if (!a->exact || !b->exact)
        return false;
    distance = poly_sum(a, b, -1);
    return poly_is_number(&distance, &number) && number > 0;
}

/* Whether all indices of the one are greater than those of the other, in the same array. */
static bool wait_beyond(const Wait *w, const Touch *a, const Touch *b)
{
    Poly low = poly_of(w->x->arena, a->place->args[1]), high = poly_of(w->x->arena, b->place->args[1]);

    if (!low.exact || !high.exact)
        return false;
    low = wait_extreme(w, a->stmt, low, false);
    high = wait_extreme(w, b->stmt, high, true);
    return is_greater(&low, &high);
}

static bool wait_apart(const Wait *w, const Touch *a, const Touch *b)
{
    if (apart_memory(w->x->apart, w->x->alias, a->place, b->place, w->first, w->last))
        return true;
    return a->place->op == OP_INDEX && b->place->op == OP_INDEX && ir_same(a->place->args[0], b->place->args[0]) &&
           (wait_beyond(w, a, b) || wait_beyond(w, b, a));
}

/* ---- reading the loop ---- */

/* A function that gets a pointer may read whatever that leads to. */
static void wait_refuse_pointer(void *data, const Expr *e)
{
    Wait *w = data;

    for (int i = 0; e->op == OP_CALL && i < e->count; i++)
        w->ok = w->ok && !type_is_pointer(e->args[i]->type);
}

static void wait_reads(Wait *w, const Expr *e, const Stmt *s)
{
    Places places = {0};

    ir_visit_expr(e, wait_refuse_pointer, w);

    places_read(w->x, e, &places);
    for (int i = 0; i < places.count; i++)
        VEC_PUSH(w->x->arena, &w->touches, ((Touch){places.items[i], s, false}));
    w->ok = w->ok && !(ir_parts(e) & (PART_OPAQUE | PART_VOLATILE | PART_ADDRESS)) && w->touches.count <= MOST_TOUCHES;
}

/* The short loop around the statement whose counter the index has. */
static const Stmt *wait_inner(const Wait *w, const Stmt *s, const Poly *index)
{
    for (const Stmt *up = layout_info(w->x->layout, s)->loop; up != w->loop; up = layout_info(w->x->layout, up)->loop)
        if (poly_mentions(index, up->u.loop_for.var))
            return up;
    return NULL;
}

/* Whether nothing that the index is written with changes in the loop, but the inner loop's counter: nor what cancels out. */
static bool wait_stays(const Wait *w, const Expr *index, const Stmt *inner)
{
    const Var *counter = inner ? inner->u.loop_for.var : NULL;

    if (counter)
        index = expr_with(w->x, index, ir_var(w->x->p, index->loc, (Var *)counter), ir_int(w->x->p, index->loc, counter->type, 0));
    return !layout_changes(w->x->layout, index, w->first, w->last);
}

/* Where the sum goes, if that is the same in all iterations of the loop. */
static bool wait_where(Wait *w, Stmt *s, Waiting *out)
{
    const Expr *place = s->u.assign.place, *base = place->op == OP_INDEX ? place->args[0] : NULL;
    Poly        index = base ? poly_of(w->x->arena, place->args[1]) : poly_number(w->x->arena, 0), cofactor, none;
    Poly        zero = poly_number(w->x->arena, 0);

    if (base == NULL || !ir_is_register(base) || layout_assigns(w->x->layout, base->u.var, w->first, w->last) || !index.exact)
        return false;
    *out = (Waiting){.place = place, .inner = wait_inner(w, s, &index), .count = 1};
    out->rest = index;
    if (out->inner) {
        cofactor = poly_cofactor(&index, out->inner->u.loop_for.var);
        none = poly_with(&index, out->inner->u.loop_for.var, &zero);
        out->rest = none;
        if (!poly_is_number(&cofactor, &out->step) || !short_range(w->x, out->inner, &out->first, &out->count))
            return false;
    }
    return out->rest.exact && wait_stays(w, place->args[1], out->inner);
}

static bool wait_same(const Waiting *a, const Waiting *b)
{
    return ir_same(a->place->args[0], b->place->args[0]) && poly_same(&a->rest, &b->rest) && a->step == b->step &&
           a->first == b->first && a->count == b->count;
}

/* If what is added to may wait, the sum is one of those. */
static void wait_add(Wait *w, Stmt *s, bool sure)
{
    const Var *root = ir_base_var(s->u.assign.place);
    Waiting    found, *one = NULL;

    if (!wait_where(w, s, &found))
        return;
    found.is_adjoint = root->is_shadow;
    for (int i = 0; i < w->waiting.count && one == NULL; i++)
        if (wait_same(w->waiting.items[i], &found))
            one = w->waiting.items[i];
    if (one == NULL) {
        one = ARENA_NEW(w->x->arena, Waiting);
        *one = found;
        VEC_PUSH(w->x->arena, &w->waiting, one);
    }
    one->sure |= sure;
    VEC_PUSH(w->x->arena, &one->sums, s);
}

/* Whether the place is only added to.  Of adjoints the order changes nothing but rounding, even if some of them are the same. */
static bool wait_only_adds(Wait *w, const Stmt *s, Places *terms)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;

    return ir_base_var(place) && !ir_is_register(place) && type_is_real(place->type) && !ir_same(place, value) &&
           sum_terms(w->x, value, place, terms);
}

static void wait_assign(Wait *w, Stmt *s, bool sure)
{
    const Expr *place = s->u.assign.place;
    Places      terms = {0};

    if (!wait_only_adds(w, s, &terms)) {
        wait_reads(w, place, s);
        wait_reads(w, s->u.assign.value, s);
        return;
    }
    for (int i = 0; i < place->count; i++)
        wait_reads(w, place->args[i], s);
    for (int i = 0; i < terms.count; i++)
        wait_reads(w, terms.items[i], s);
    if (!ir_base_var(place)->is_shadow)
        VEC_PUSH(w->x->arena, &w->touches, ((Touch){place, s, true}));
    wait_add(w, s, sure);
}

/* No record, and nothing whose length is asked for. */
static bool wait_is_plain(const Type *type)
{
    return type_is_scalar(type) || (type->kind == TYPE_ARRAY && type->u.array.count > 0 && wait_is_plain(type->u.array.elem->canon));
}

static void wait_block(Wait *w, const Block *block, bool sure);

static void wait_stmt(Wait *w, Stmt *s, bool sure)
{
    long long low, count;

    switch (s->kind) {
    case STMT_COMMENT:
        break;
    case STMT_DECL:
        w->ok = w->ok && wait_is_plain(s->u.decl.var->type->canon);
        if (s->u.decl.init)
            wait_reads(w, s->u.decl.init, s);
        break;
    case STMT_ASSIGN:
        wait_assign(w, s, sure);
        break;
    case STMT_IF:
        wait_reads(w, s->u.branch.cond, s);
        wait_block(w, s->u.branch.then, false);
        wait_block(w, s->u.branch.other, false);
        break;
    case STMT_BLOCK:
        wait_block(w, s->u.block, sure);
        break;
    case STMT_FOR:
        w->ok = w->ok && short_range(w->x, s, &low, &count);
        wait_block(w, s->u.loop_for.body, sure);
        break;
    default:
        w->ok = false;
    }
}

static void wait_block(Wait *w, const Block *block, bool sure)
{
    for (int i = 0; i < block->stmts.count && w->ok; i++)
        wait_stmt(w, block->stmts.items[i], sure);
}

/* ---- which may wait ---- */

static bool wait_is_own(const Waiting *one, const Touch *touch)
{
    for (int i = 0; i < one->sums.count && touch->is_sum; i++)
        if (one->sums.items[i] == touch->stmt)
            return true;
    return false;
}

/* Whether nothing in the loop may read the elements, or write them otherwise. */
static bool wait_alone(const Wait *w, const Waiting *one)
{
    for (int i = 0; i < one->sums.count; i++) {
        Touch mine = {one->sums.items[i]->u.assign.place, one->sums.items[i], true};

        for (int k = 0; k < w->touches.count; k++)
            if (!wait_is_own(one, &w->touches.items[k]) && !wait_apart(w, &mine, &w->touches.items[k]))
                return false;
    }
    return true;
}

/* Whether it is still to be asked behind the loop whether it has run. */
static bool wait_can_ask(const Wait *w)
{
    const Stmt *loop = w->loop;

    return type_same(loop->u.loop_for.from->type, loop->u.loop_for.to->type) &&
           type_same(loop->u.loop_for.from->type, loop->u.loop_for.var->type) &&
           !layout_changes(w->x->layout, loop->u.loop_for.from, w->first, w->last) &&
           !layout_changes(w->x->layout, loop->u.loop_for.to, w->first, w->last);
}

/* ---- writing ---- */

static const Expr *wait_local(const Wait *w, const Waiting *one, const Var *counter)
{
    Program    *p = w->x->p;
    Loc         loc = w->loop->loc;
    const Expr *local = ir_var(p, loc, one->local);

    return one->inner ? ir_index(p, loc, ir_decay(p, loc, local), ir_plus(p, ir_var(p, loc, (Var *)counter), -one->first)) : local;
}

static void wait_rewrite(const Wait *w, const Waiting *one)
{
    for (int i = 0; i < one->sums.count; i++) {
        Stmt       *s = one->sums.items[i];
        const Expr *place = s->u.assign.place;
        Poly        index = poly_of(w->x->arena, place->args[1]);
        const Stmt *inner = wait_inner(w, s, &index);
        const Expr *local = wait_local(w, one, inner ? inner->u.loop_for.var : NULL);

        s->u.assign.value = expr_with(w->x, s->u.assign.value, place, local);
        s->u.assign.place = local;
    }
}

/* x_adj[3 * i + k] += x_adj_sum[k]; */
static Stmt *wait_store(const Wait *w, const Waiting *one, const Expr *place, const Expr *local)
{
    Program    *p = w->x->p;
    Loc         loc = w->loop->loc;
    return ir_assign(p, loc, place, one->is_adjoint ? ir_binary(p, loc, OP_ADD, place, local) : local);
}

/* a_sum[k] = a[3 * i + k]; */
static Stmt *wait_load(const Wait *w, const Waiting *one, const Expr *place, const Expr *local)
{
    (void)one;
    return ir_assign(w->x->p, w->loop->loc, local, place);
}

/* A statement for each of the elements and its local. */
static void wait_each(const Wait *w, const Waiting *one,
                      Stmt *(*make)(const Wait *w, const Waiting *one, const Expr *place, const Expr *local), Block *out)
{
    Program    *p = w->x->p;
    Loc         loc = w->loop->loc;
    const Var  *old = one->inner ? one->inner->u.loop_for.var : NULL;
    const Type *type;
    const Expr *place;
    Block      *body;
    Var        *counter;

    if (old == NULL) {
        ir_push(p, out, make(w, one, one->place, wait_local(w, one, NULL)));
        return;
    }
    body = ir_block(p);
    type = type_unqualified(p, old->type);
    counter = ir_new_var(p, w->x->func, VAR_TEMP, old->name, type, loc);
    place = expr_with(w->x, one->place, ir_var(p, loc, (Var *)old), ir_var(p, loc, counter));
    ir_push(p, body, make(w, one, place, wait_local(w, one, counter)));
    ir_push(p, out, ir_for(p, loc, counter, true, ir_int(p, loc, type, one->first), REL_LT,
                           ir_int(p, loc, type, one->first + one->count), 1, body));
}

/* double x_adj_sum[3] = {0};  What is no adjoint begins with what is there. */
static void wait_declare(const Wait *w, Waiting *one, Block *out)
{
    Program    *p = w->x->p;
    const Type *elem = type_unqualified(p, one->place->type), *type = one->inner ? type_array(p, elem, one->count, NULL) : elem;

    one->local = local_for(w->x, one->place, "sum", type);
    one->local->is_register = one->inner == NULL;
    if (!one->is_adjoint && !one->inner) {
        ir_push(p, out, ir_decl(p, w->loop->loc, one->local, one->place));
        return;
    }
    ir_push(p, out, ir_decl(p, w->loop->loc, one->local, one->is_adjoint ? ir_zero(p, w->loop->loc, type) : NULL));
    if (!one->is_adjoint)
        wait_each(w, one, wait_load, out);
}

/* Whether what begins with what is there is among them: that may be read only where the loop runs. */
static bool wait_loads(const Wait *w)
{
    bool loads = false;

    for (int i = 0; i < w->waiting.count; i++)
        loads |= !w->waiting.items[i]->is_adjoint;
    return loads;
}

static void wait_write(const Wait *w, Block *out)
{
    Program *p = w->x->p;
    bool     sure = runs_surely(w->x, w->loop), loads = wait_loads(w);
    Block   *stores = ir_block(p), *all = sure || !loads ? out : ir_block(p);

    for (int i = 0; i < w->waiting.count; i++) {
        wait_declare(w, w->waiting.items[i], all);
        wait_rewrite(w, w->waiting.items[i]);
        wait_each(w, w->waiting.items[i], wait_store, stores);
    }
    ir_push(p, all, w->loop);
    if (sure || loads)
        ir_append(p, all, stores);
    else
        ir_push(p, all, ir_if(p, w->loop->loc, runs_condition(w->x, w->loop), stores, NULL));
    if (all != out)
        ir_push(p, out, ir_if(p, w->loop->loc, runs_condition(w->x, w->loop), all, NULL));
}

/* ---- loops ---- */

/* Those that may wait, as many as there are registers for. */
static void wait_choose(Wait *w)
{
    enum { MOST_LOCALS = 16 };
    VEC(Waiting *) chosen = {0};
    long long      count = 0;

    for (int i = 0; i < w->waiting.count; i++) {
        Waiting *one = w->waiting.items[i];

        if (!one->sure || count + one->count > MOST_LOCALS || !wait_alone(w, one))
            continue;
        count += one->count;
        VEC_PUSH(w->x->arena, &chosen, one);
    }
    w->waiting.count = 0;
    for (int i = 0; i < chosen.count; i++)
        VEC_PUSH(w->x->arena, &w->waiting, chosen.items[i]);
}

static void wait_loop(void *data, Stmt *s)
{
    Found          *found = data;
    const StmtInfo *info = s->kind == STMT_FOR ? layout_info(found->x->layout, s) : NULL;
    Wait            w = {.x = found->x, .loop = s, .ok = true};
    long long       low, count;
    Block          *out;

    if (info == NULL || s->u.loop_for.pragma || !ir_meets_bound(s) || short_range(found->x, s, &low, &count))
        return;
    w.first = info->pos;
    w.last = info->end;
    wait_block(&w, s->u.loop_for.body, true);
    if (!w.ok || w.waiting.count == 0 || !(runs_surely(w.x, s) || wait_can_ask(&w)))
        return;
    wait_choose(&w);
    if (w.waiting.count == 0)
        return;
    out = ir_block(found->x->p);
    wait_write(&w, out);
    map_put(found->instead, s, out);
    found->any = true;
}

/* Whether there is a sum of elements in a loop at all: others are not worth a look at where pointers lead. */
static void wait_find(void *data, Stmt *s)
{
    bool      *found = data;
    const Var *root = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_INDEX ? ir_base_var(s->u.assign.place) : NULL;

    *found |= root && (s->u.assign.value->op == OP_ADD || s->u.assign.value->op == OP_SUB);
}

bool wait_func(Program *p, Func *func)
{
    Exchange x;
    Found    found = {.x = &x};
    bool     candidate = false;

    ir_visit_stmts(func->body, wait_find, &candidate);
    if (!candidate || func->retypes)
        return false;
    exchange_look(&x, p, func);
    found.instead = map_new(x.arena);
    ir_visit_stmts(func->body, wait_loop, &found);
    exchange_replace(&found);
    arena_free(x.arena);
    return found.any;
}
