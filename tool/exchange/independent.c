#include "exchange/independent.h"

#include "analysis/regions.h"
#include "parts.h"

enum { MOST_READS = 60, MANY_CHECKS = 6 };

/* What a loop writes. */
typedef struct Write {
    const Expr *place;
    bool        is_sum;           /* of what is there and something else */
} Write;

/* A loop whose iterations may be independent. */
typedef struct Rounds {
    Exchange *x;
    Stmt     *loop;
    int       first, last;        /* its statements */
    Map      *own;                /* Var -> itself: what an iteration declares */
    VEC(Write) writes;
    Places    reads;
    int       carried;            /* sums of adjoints that go from one iteration to the next */
    bool      ok;
} Rounds;

/* ---- reading the loop ---- */

static void rounds_check(Rounds *r, const Expr *e)
{
    r->ok = r->ok && !(ir_parts(e) & (PART_OPAQUE | PART_VOLATILE | PART_ADDRESS)) && !ir_hands_pointer(e) && r->reads.count <= MOST_READS;
}

static void rounds_read(Rounds *r, const Expr *e)
{
    places_read(r->x, e, &r->reads);
    rounds_check(r, e);
}

/* sum_adj = sum_adj + …, of what is declared outside. */
static void rounds_carry(Rounds *r, const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    Places      terms = {0};

    r->ok = r->ok && place->u.var->is_shadow && type_is_real(place->type) && sum_terms(r->x, value, place, &terms);
    for (int i = 0; i < terms.count; i++) {
        r->ok = r->ok && !ir_mentions(terms.items[i], place->u.var);
        rounds_read(r, terms.items[i]);
    }
    r->carried++;
}

static void rounds_write(Rounds *r, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    const Var  *root = ir_base_var(place);
    Places      terms = {0};
    Write       write = {place, sum_terms(r->x, s->u.assign.value, place, &terms)};

    r->ok = r->ok && root && root->is_shadow && type_is_real(place->type);
    places_find(r->x, place, &r->reads);
    rounds_check(r, place);
    for (int i = 0; i < terms.count && write.is_sum; i++)
        rounds_read(r, terms.items[i]);
    if (!write.is_sum)
        rounds_read(r, s->u.assign.value);
    VEC_PUSH(r->x->arena, &r->writes, write);
}

static void rounds_stmt(Rounds *r, const Stmt *s)
{
    if (s->kind == STMT_DECL) {
        map_put(r->own, s->u.decl.var, s->u.decl.var);
        r->ok = r->ok && type_is_scalar(s->u.decl.var->type) && s->u.decl.init;
        if (s->u.decl.init)
            rounds_read(r, s->u.decl.init);
        return;
    }
    const Expr *place = s->u.assign.place;
    if (!ir_is_register(place))
        rounds_write(r, s);
    else if (map_get(r->own, place->u.var))
        rounds_read(r, s->u.assign.value);
    else
        rounds_carry(r, s);
}

/* What is carried on is read by its own sums alone. */
static bool rounds_keeps_sums(const Rounds *r)
{
    const Block *body = r->loop->u.loop_for.body;

    for (int i = 0; i < body->stmts.count; i++) {
        const Expr *place = ir_target(body->stmts.items[i]);

        if (!place || !ir_is_register(place) || map_get(r->own, place->u.var))
            continue;
        for (int k = 0; k < body->stmts.count; k++) {
            const Expr *other = ir_target(body->stmts.items[k]);

            if (!(other && ir_same(other, place)) && ir_stmt_mentions(body->stmts.items[k], place->u.var))
                return false;
        }
    }
    return true;
}

static void rounds_read_all(Rounds *r)
{
    const Block *body = r->loop->u.loop_for.body;

    for (int i = 0; i < body->stmts.count && r->ok; i++)
        rounds_stmt(r, body->stmts.items[i]);
    r->ok = r->ok && rounds_keeps_sums(r);
}

/* ---- whether its iterations are independent ---- */

/* The place's index less the counter's part, and what the counter is multiplied with. */
static bool rounds_split(const Rounds *r, const Expr *place, Poly *rest, long long *factor)
{
    const Var  *counter = r->loop->u.loop_for.var;
    Poly        index, cofactor, zero = poly_number(r->x->arena, 0);

    if (place->op != OP_INDEX || !ir_is_register(place->args[0]))
        return false;
    index = poly_of(r->x->arena, place->args[1]);
    cofactor = poly_cofactor(&index, counter);
    *rest = poly_with(&index, counter, &zero);
    return index.exact && rest->exact && poly_is_number(&cofactor, factor) &&
           !layout_changes(r->x->layout, expr_at_zero(r->x, place->args[1], r->loop), r->first, r->last);
}

/* Whether the two, in one block, never meet in different iterations: 3 * j and 3 * j + 1. */
static bool rounds_interleave(const Rounds *r, const Expr *a, const Expr *b)
{
    Poly      one, other, distance;
    long long factor, factor_2, number;

    if (!rounds_split(r, a, &one, &factor) || !rounds_split(r, b, &other, &factor_2) || factor != factor_2 || factor == 0 ||
        !ir_same(a->args[0], b->args[0]) || layout_assigns(r->x->layout, a->args[0]->u.var, r->first, r->last))
        return false;
    distance = poly_sum(&one, &other, -1);
    return poly_is_number(&distance, &number) && (number == 0 || number % (factor * r->loop->u.loop_for.step) != 0);
}

static bool rounds_meet(const Rounds *r, const Expr *write, const Expr *place)
{
    return !ir_same(write, place) && !rounds_interleave(r, write, place) &&
           !apart_memory(r->x->apart, r->x->alias, write, place, r->first, r->last);
}

/* Whether each iteration has an element of its own there, which no other one touches. */
static bool rounds_has_own(const Rounds *r, const Expr *write)
{
    if (!regions_apart(r->x->layout, (Stmt *const *)&r->loop, 1, write))
        return false;
    for (int k = 0; k < r->writes.count; k++)
        if (rounds_meet(r, write, r->writes.items[k].place))
            return false;
    for (int k = 0; k < r->reads.count; k++)
        if (rounds_meet(r, write, r->reads.items[k]))
            return false;
    return true;
}

/* Whether the iterations do nothing with what is there but add to it. */
static bool rounds_only_adds(const Rounds *r, const Expr *write)
{
    for (int k = 0; k < r->writes.count; k++) {
        const Write *other = &r->writes.items[k];

        if (!other->is_sum && !apart_memory(r->x->apart, r->x->alias, write, other->place, r->first, r->last))
            return false;
    }
    for (int k = 0; k < r->reads.count; k++)
        if (!apart_memory(r->x->apart, r->x->alias, write, r->reads.items[k], r->first, r->last))
            return false;
    return true;
}

/* Whether the iterations are independent, or with `in_sums` meet in nothing but sums. */
static bool rounds_independent(const Rounds *r, bool in_sums)
{
    for (int i = 0; i < r->writes.count; i++) {
        const Write *write = &r->writes.items[i];

        if (!rounds_has_own(r, write->place) && !(in_sums && write->is_sum && rounds_only_adds(r, write->place)))
            return false;
    }
    return true;
}

/* ---- whether that is worth a word ---- */

static void add_base(Rounds *r, Places *bases, const Expr *place)
{
    const Var *root = ir_base_var(place);

    for (int i = 0; i < bases->count; i++)
        if (ir_base_var(bases->items[i]) == root)
            return;
    VEC_PUSH(r->x->arena, bases, place);
}

/* How many pairs of pointers compilers would compare. */
static int count_checks(Rounds *r)
{
    Places written = {0}, all = {0};

    for (int i = 0; i < r->writes.count; i++)
        add_base(r, &written, r->writes.items[i].place);
    for (int i = 0; i < written.count; i++)
        add_base(r, &all, written.items[i]);
    for (int i = 0; i < r->reads.count; i++)
        add_base(r, &all, r->reads.items[i]);
    return written.count * (all.count - 1) - written.count * (written.count - 1) / 2;
}

/* Whether the loop runs equally often in each iteration of the one around it, and that is not known to be seldom. */
static bool is_rectangular(const Rounds *r, const Stmt *outer)
{
    enum { FEW_TIMES = 16 };
    Poly      count = count_of(r->x, r->loop);
    long long number;

    return outer->kind == STMT_FOR && count.exact && !poly_mentions(&count, outer->u.loop_for.var) &&
           !(poly_is_number(&count, &number) && number < FEW_TIMES);
}

/* Whether the loop goes through memory element by element. */
static bool all_unit(const Rounds *r)
{
    for (int i = 0; i < r->writes.count; i++)
        if (stride_of(r->x, r->writes.items[i].place, r->loop) == STRIDE_OTHER)
            return false;
    for (int i = 0; i < r->reads.count; i++)
        if (type_is_real(r->reads.items[i]->type) && stride_of(r->x, r->reads.items[i], r->loop) == STRIDE_OTHER)
            return false;
    return true;
}

bool is_ragged(Exchange *x, const Stmt *loop)
{
    enum { FEW_TIMES = 16 };
    const Stmt *outer = layout_info(x->layout, loop)->loop;
    Poly        count = count_of(x, loop), most;
    long long   number;

    if (!outer || outer->kind != STMT_FOR || !poly_mentions(&count, outer->u.loop_for.var))
        return false;
    most = poly_at_end(x, outer, &count, true);
    return most.exact && !(poly_is_number(&most, &number) && number < FEW_TIMES);
}

static bool rounds_pays(Rounds *r)
{
    const Stmt *outer = layout_info(r->x->layout, r->loop)->loop;

    if (!outer || r->writes.count == 0)
        return false;
    return count_checks(r) >= MANY_CHECKS ||
           (r->carried > 0 && is_rectangular(r, outer) && all_unit(r));
}

/* ---- up instead of down ---- */

/* Whether the loop counts down between two numbers: a few times, say. */
static bool counts_down(const Rounds *r, long long *low, long long *high)
{
    Poly from, to;

    poly_bounds(r->x->arena, r->loop, &from, &to);
    return r->loop->u.loop_for.step == -1 && poly_is_number(&from, low) && poly_is_number(&to, high) && *low >= 0 && *high > *low;
}

/*
 * Backward loops count down; where the order of iterations does not matter, up is what a reader expects, and what compilers
 * vectorise better.  gcc 12 even gets sums wrong that a loop of a known number of iterations, counting down over neighbours,
 * adds up within another loop.
 */
static void turn_up(const Rounds *r)
{
    Program    *p = r->x->p;
    Stmt       *loop = r->loop;
    const Type *type = type_unqualified(p, loop->u.loop_for.var->type);
    long long   low, high;

    if (!counts_down(r, &low, &high) || !rounds_independent(r, true))
        return;
    loop->u.loop_for.from = ir_int(p, loop->loc, type, low);
    loop->u.loop_for.to = ir_int(p, loop->loc, type, high);
    loop->u.loop_for.relation = REL_LT;
    loop->u.loop_for.step = 1;
}

/* ---- all loops ---- */

static void mark(void *data, Stmt *s)
{
    Exchange *x = data;

    if (!ir_only_assigns(s) || s->u.loop_for.pragma || s->checkpoint || !ir_meets_bound(s) || !s->u.loop_for.declares)
        return;
    const StmtInfo *info = layout_info(x->layout, s);
    Rounds          r = {.x = x, .loop = s, .first = info->pos, .last = info->end, .own = map_new(x->arena), .ok = true};
    rounds_read_all(&r);
    if (!r.ok)
        return;
    if (rounds_pays(&r) && rounds_independent(&r, false))
        s->u.loop_for.pragma = is_ragged(x, s) && all_unit(&r) ? "ADGEN_INDEPENDENT_RAGGED" : "ADGEN_INDEPENDENT";
    turn_up(&r);
}

/* Whether there is an innermost loop that writes to adjoints within another one, or counts down. */
static void find_inner(void *data, Stmt *s)
{
    bool *found = data;

    if (*found || !ir_only_assigns(s))
        return;
    *found |= s->u.loop_for.step == -1 && ir_uncast(s->u.loop_for.from)->op == OP_INT;
    for (int i = 0; i < s->u.loop_for.body->stmts.count; i++) {
        const Expr *place = ir_target(s->u.loop_for.body->stmts.items[i]);
        const Var  *root = place && place->op == OP_INDEX ? ir_base_var(place) : NULL;
        *found |= root && root->is_shadow;
    }
}

static void find_outer(void *data, Stmt *s)
{
    if (s->kind == STMT_FOR)
        ir_visit_stmts(s->u.loop_for.body, find_inner, data);
    else if (s->kind == STMT_LOOP)
        ir_visit_stmts(s->u.loop.body, find_inner, data);
}

void independent_func(Program *p, Func *func)
{
    Exchange x;
    bool     candidate = false;

    ir_visit_stmts(func->body, find_outer, &candidate);
    if (!candidate || func->retypes)
        return;
    exchange_look(&x, p, func);
    ir_visit_stmts(func->body, mark, &x);
    sums_aside(&x);
    arena_free(x.arena);
}
