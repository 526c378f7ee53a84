#include "wait_parts.h"

/* ---- indices ---- */

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

static void wait_touches(Wait *w, const Expr *e, const Places *places, const Stmt *s)
{
    int most = w->what == WAIT_ROWS ? 80 : 400;

    for (int i = 0; i < places->count; i++)
        VEC_PUSH(w->x->arena, &w->touches, ((Touch){places->items[i], s, false}));
    w->ok = w->ok && !(ir_parts(e) & (PART_OPAQUE | PART_VOLATILE | PART_ADDRESS)) && !ir_hands_pointer(e) && w->touches.count <= most;
}

static void wait_reads(Wait *w, const Expr *e, const Stmt *s)
{
    Places places = {0};

    places_read(w->x, e, &places);
    wait_touches(w, e, &places, s);
}

/* What says where a place is. */
static void wait_reads_path(Wait *w, const Expr *place, const Stmt *s)
{
    Places places = {0};

    places_find(w->x, place, &places);
    wait_touches(w, place, &places, s);
}

/* If what is added to may wait, the sum is one of those. */
static void wait_add(Wait *w, Stmt *s, bool sure)
{
    bool     is_adjoint = ir_base_var(s->u.assign.place)->is_shadow;
    Where    found;
    Waiting *one = NULL;

    if (!wait_where(w, s, &found) || (w->what == WAIT_BLOCKS && !is_adjoint))
        return;
    for (int i = 0; i < w->waiting.count && one == NULL; i++)
        if (where_same(&w->waiting.items[i]->where, &found))
            one = w->waiting.items[i];
    if (one == NULL) {
        one = ARENA_NEW(w->x->arena, Waiting);
        one->where = found;
        one->is_adjoint = is_adjoint;
        VEC_PUSH(w->x->arena, &w->waiting, one);
    }
    one->sure |= sure;
    VEC_PUSH(w->x->arena, &one->sums, ((WaitSum){s, found}));
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
    wait_reads_path(w, place, s);
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

/* How often an inner loop runs may be in memory, too. */
static void wait_bounds(Wait *w, const Stmt *loop)
{
    wait_reads(w, loop->u.loop_for.from, loop);
    wait_reads(w, loop->u.loop_for.to, loop);
}

static void wait_stmt(Wait *w, Stmt *s, bool sure)
{
    long long low, count;
    bool      is_short;

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
        is_short = short_range(w->x, s, &low, &count);
        w->ok = w->ok && (is_short || (w->what == WAIT_BLOCKS && !s->u.loop_for.pragma));
        wait_bounds(w, s);
        wait_block(w, s->u.loop_for.body, sure && is_short);
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
        if (one->sums.items[i].stmt == touch->stmt)
            return true;
    return false;
}

/* Whether nothing in the loop may read the elements, or write them otherwise. */
static bool wait_alone(const Wait *w, const Waiting *one)
{
    for (int i = 0; i < one->sums.count; i++) {
        Touch mine = {one->sums.items[i].where.place, one->sums.items[i].stmt, true};

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

/* The local's element for counters in the place of those of the axes. */
static const Expr *wait_local(const Wait *w, const Waiting *one, const Where *where, Var *const *counters)
{
    Program    *p = w->x->p;
    Loc         loc = w->loop->loc;
    const Expr *local = ir_var(p, loc, one->local);

    for (int i = 0; i < where->axis_count; i++)
        local = ir_index(p, loc, ir_decay(p, loc, local), ir_plus(p, ir_var(p, loc, counters[i]), -where->axes[i].first));
    return local;
}

static void wait_rewrite(const Wait *w, const Waiting *one)
{
    for (int i = 0; i < one->sums.count; i++) {
        const Where *where = &one->sums.items[i].where;
        Stmt        *s = one->sums.items[i].stmt;
        Var         *counters[MOST_AXES];
        const Expr  *local;

        for (int k = 0; k < where->axis_count; k++)
            counters[k] = where->axes[k].loop->u.loop_for.var;
        local = wait_local(w, one, where, counters);
        s->u.assign.value = ir_with(w->x->p, s->u.assign.value, where->place, local);
        s->u.assign.place = local;
    }
}

/* for (int k = 0; k < 3; k++): the block that it runs. */
static Block *wait_loop_over(const Wait *w, const Axis *axis, Var **counter, Block *out)
{
    Program    *p = w->x->p;
    Loc         loc = w->loop->loc;
    const Var  *old = axis->loop->u.loop_for.var;
    const Type *type = type_unqualified(p, old->type);
    Block      *body = ir_block(p);

    *counter = ir_new_var(p, w->x->func, VAR_TEMP, old->name, type, loc);
    ir_push(p, out, ir_for(p, loc, *counter, true, ir_int(p, loc, type, axis->first), REL_LT,
                           ir_int(p, loc, type, axis->first + axis->count), 1, body));
    return body;
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
    Program     *p = w->x->p;
    Loc          loc = w->loop->loc;
    const Where *where = &one->where;
    const Expr  *place = where->place;
    Var         *counters[MOST_AXES];

    for (int i = 0; i < where->axis_count; i++) {
        out = wait_loop_over(w, &where->axes[i], &counters[i], out);
        place = ir_with(w->x->p, place, ir_var(p, loc, where->axes[i].loop->u.loop_for.var), ir_var(p, loc, counters[i]));
    }
    ir_push(p, out, make(w, one, place, wait_local(w, one, where, counters)));
}

/* double x_adj_sum[3] = {0};  What is no adjoint begins with what is there. */
static void wait_declare(const Wait *w, Waiting *one, Block *out)
{
    Program    *p = w->x->p;
    const Type *type = type_unqualified(p, one->where.place->type);
    bool        is_one = one->where.axis_count == 0;

    for (int i = one->where.axis_count - 1; i >= 0; i--)
        type = type_array(p, type, one->where.axes[i].count, NULL);
    one->local = local_for(w->x, one->where.place, w->what == WAIT_ROWS ? "sum" : "total", type);
    one->local->is_register = is_one;
    if (!one->is_adjoint && is_one) {
        ir_push(p, out, ir_decl(p, w->loop->loc, one->local, w->begin ? w->begin->u.assign.value : one->where.place));
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
    bool     sure = w->begin || runs_surely(w->x, w->loop), loads = wait_loads(w);
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

/* Those that may wait: rows as many as there are registers for, blocks as many as stay in the nearest memory. */
static void wait_choose(Wait *w)
{
    VEC(Waiting *) chosen = {0};
    long long      count = 0, most = w->what == WAIT_ROWS ? 16 : 128;

    for (int i = 0; i < w->waiting.count; i++) {
        Waiting *one = w->waiting.items[i];

        if (!one->sure || count + where_count(&one->where) > most || !wait_alone(w, one))
            continue;
        count += where_count(&one->where);
        VEC_PUSH(w->x->arena, &chosen, one);
    }
    w->waiting.count = 0;
    for (int i = 0; i < chosen.count; i++)
        VEC_PUSH(w->x->arena, &w->waiting, chosen.items[i]);
}

/* z[i] = b[i] right before the loop that adds to z[i]: the sum begins with b[i], and the element is surely there. */
static const Stmt *wait_begin(const Wait *w)
{
    const Waiting *one = w->waiting.count == 1 ? w->waiting.items[0] : NULL;
    int            index = 0;
    const Block   *list = layout_list(w->x->layout, w->x->func, w->loop, &index);
    const Stmt    *before = index > 0 ? list->stmts.items[index - 1] : NULL;

    return one && !one->is_adjoint && one->where.axis_count == 0 && before && before->kind == STMT_ASSIGN &&
                   ir_same(before->u.assign.place, one->where.place) && wait_can_ask(w)
               ? before
               : NULL;
}

typedef struct Search {
    Found    found;
    WaitWhat what;
} Search;

static void wait_loop(void *data, Stmt *s)
{
    Search         *search = data;
    Found          *found = &search->found;
    const StmtInfo *info = s->kind == STMT_FOR ? layout_info(found->x->layout, s) : NULL;
    Wait            w = {.x = found->x, .what = search->what, .loop = s, .ok = true};
    long long       low, count;
    Block          *out;

    if (info == NULL || s->u.loop_for.pragma || !ir_meets_bound(s) || short_range(found->x, s, &low, &count))
        return;
    w.first = info->pos;
    w.last = info->end;
    wait_block(&w, s->u.loop_for.body, true);
    if (!w.ok || w.waiting.count == 0)
        return;
    wait_choose(&w);
    w.begin = wait_begin(&w);
    if (w.waiting.count == 0 || !(runs_surely(w.x, s) || wait_can_ask(&w)))
        return;
    out = ir_block(found->x->p);
    wait_write(&w, out);
    map_put(found->instead, s, out);
    if (w.begin)
        map_put(found->instead, w.begin, ir_block(found->x->p));
    found->any = true;
}

static void wait_find_sum(void *data, Stmt *s)
{
    bool      *found = data;
    const Var *root = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_INDEX ? ir_base_var(s->u.assign.place) : NULL;

    *found |= root && (s->u.assign.value->op == OP_ADD || s->u.assign.value->op == OP_SUB);
}

/* Whether there is a sum of elements in a loop at all: others are not worth a look at where pointers lead. */
static void wait_find(void *data, Stmt *s)
{
    bool *found = data;

    if (s->kind == STMT_FOR && !*found)
        ir_visit_stmts(s->u.loop_for.body, wait_find_sum, found);
}

bool wait_func(Program *p, Func *func, WaitWhat what)
{
    Exchange x;
    Search   search = {{.x = &x}, what};
    bool     candidate = false;

    ir_visit_stmts(func->body, wait_find, &candidate);
    if (!candidate || func->retypes)
        return false;
    exchange_look(&x, p, func);
    search.found.instead = map_new(x.arena);
    ir_visit_stmts(func->body, wait_loop, &search);
    exchange_replace(&search.found);
    arena_free(x.arena);
    return search.found.any;
}
