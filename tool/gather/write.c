#include "parts.h"

typedef struct Change {
    Gather     *g;
    const Loop *loop;
    const Poly *counter;
} Change;

static const Expr *change(Change *c, const Expr *e);

/* An index as a sum: its terms, and the numbers among them. */
typedef struct Terms {
    VEC(const Expr *) plus, minus;
    long long number;
} Terms;

static void add_poly(Change *c, const Type *type, Loc loc, bool minus, Terms *terms)
{
    for (int i = 0; i < c->counter->terms.count; i++) {
        const Monomial *term = &c->counter->terms.items[i];
        Poly            one = poly_number(c->g->arena, 0);
        Monomial        size = *term;
        bool            negative = (term->factor < 0) != minus;
        if (term->degree == 0) {
            terms->number += minus ? -term->factor : term->factor;
            continue;
        }
        size.factor = term->factor < 0 ? -term->factor : term->factor;
        VEC_PUSH(c->g->arena, &one.terms, size);
        const Expr *e = poly_expr(c->g->p, &one, type, loc);
        if (negative)
            VEC_PUSH(c->g->arena, &terms->minus, e);
        else
            VEC_PUSH(c->g->arena, &terms->plus, e);
    }
}

static void collect_terms(Change *c, const Expr *e, bool minus, Terms *terms)
{
    /* sums of signed integers do not overflow: the terms may as well be widened one by one */
    const Expr *inner = e->op == OP_CAST ? e->args[0] : NULL;
    if (inner && type_is_integer(inner->type) && !type_is_unsigned(inner->type) && type_bits(inner->type) <= type_bits(e->type)) {
        collect_terms(c, inner, minus, terms);
    } else if ((e->op == OP_ADD || e->op == OP_SUB) && !(type_is_unsigned(e->type) && type_bits(e->type) < 64)) {
        collect_terms(c, e->args[0], minus, terms);
        collect_terms(c, e->args[1], minus != (e->op == OP_SUB), terms);
    } else if (e->op == OP_INT) {
        terms->number += minus ? -e->u.integer.value : e->u.integer.value;
    } else if (e->op == OP_VAR && e->u.var == c->loop->counter) {
        add_poly(c, type_unqualified(c->g->p, e->type), e->loc, minus, terms);
    } else if (minus) {
        VEC_PUSH(c->g->arena, &terms->minus, change(c, e));
    } else {
        VEC_PUSH(c->g->arena, &terms->plus, change(c, e));
    }
}

static const Expr *changed_index(Change *c, const Expr *e)
{
    Program    *p = c->g->p;
    const Type *type = type_unqualified(p, e->type);
    Terms       terms = {.number = 0};
    const Expr *sum = NULL;
    if (!ir_mentions(e, c->loop->counter))
        return e;
    collect_terms(c, e, false, &terms);
    for (int i = 0; i < terms.plus.count; i++) {
        const Expr *term = ir_cast(p, e->loc, type, terms.plus.items[i], true);
        sum = sum ? ir_binary(p, e->loc, OP_ADD, sum, term) : term;
    }
    for (int i = 0; i < terms.minus.count; i++) {
        const Expr *term = ir_cast(p, e->loc, type, terms.minus.items[i], true);
        sum = sum ? ir_binary(p, e->loc, OP_SUB, sum, term) : ir_unary(p, e->loc, OP_NEG, term);
    }
    if (sum == NULL)
        return ir_int(p, e->loc, type, terms.number);
    if (terms.number == 0)
        return sum;
    return ir_binary(p, e->loc, terms.number > 0 ? OP_ADD : OP_SUB, sum,
                     ir_int(p, e->loc, type, terms.number > 0 ? terms.number : -terms.number));
}

static const Expr *change(Change *c, const Expr *e)
{
    Program     *p = c->g->p;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, e->count + 1);
    if (e->op == OP_VAR && e->u.var == c->loop->counter)
        return poly_expr(p, c->counter, type_unqualified(p, e->type), e->loc);
    for (int i = 0; i < e->count; i++)
        args[i] = e->op == OP_INDEX && i == 1 ? changed_index(c, e->args[1]) : change(c, e->args[i]);
    return e->count ? ir_with_args(p, e, args) : e;
}

const Expr *loop_at(Gather *g, const Loop *loop, const Expr *e, const Poly *counter)
{
    Change c = {g, loop, counter};
    return ir_mentions(e, loop->counter) ? change(&c, e) : e;
}

/* ---- sums ---- */

/* e as factor * …: NULL where the factor is none of its factors; 1 where it is all. */
static const Expr *without_factor(Gather *g, const Expr *e, const Expr *factor)
{
    if (ir_same(e, factor))
        return ir_real(g->p, e->loc, type_unqualified(g->p, e->type), 1.0L);
    if (e->op != OP_MUL)
        return NULL;
    for (int i = 0; i < 2; i++) {
        const Expr *less = without_factor(g, e->args[i], factor);
        if (!less)
            continue;
        if (less->op == OP_REAL && ir_same(e->args[i], factor))
            return e->args[1 - i];
        return i == 0 ? ir_binary(g->p, e->loc, OP_MUL, less, e->args[1]) : ir_binary(g->p, e->loc, OP_MUL, e->args[0], less);
    }
    return NULL;
}

/* A factor of e that is a read of memory and that all of the values have; NULL: there is none. */
static const Expr *common_factor(Gather *g, const Expr *e, const Stream *all)
{
    if (e->op == OP_MUL) {
        const Expr *left = common_factor(g, e->args[0], all);
        return left ? left : common_factor(g, e->args[1], all);
    }
    if (!(op_info[e->op].flags & OPF_PLACE) || ir_is_register(e))
        return NULL;
    for (int i = 0; i < all->shares.count; i++)
        if (!without_factor(g, all->shares.items[i].value, e))
            return NULL;
    return e;
}

static void add_term(Gather *g, const Expr **sum, const Expr *e, bool minus)
{
    if (*sum == NULL)
        *sum = minus ? ir_unary(g->p, e->loc, OP_NEG, e) : e;
    else
        *sum = ir_binary(g->p, e->loc, minus ? OP_SUB : OP_ADD, *sum, e);
}

/* The terms of a value that is a sum: ± a ± b. */
static void split_terms(Gather *g, const Expr *e, bool minus, Stream *terms)
{
    Share share = {0, e, minus};
    if (e->op == OP_ADD || e->op == OP_SUB) {
        split_terms(g, e->args[0], minus, terms);
        split_terms(g, e->args[1], minus != (e->op == OP_SUB), terms);
        return;
    }
    if (e->op == OP_NEG) {
        split_terms(g, e->args[0], !minus, terms);
        return;
    }
    VEC_PUSH(g->arena, &terms->shares, share);
}

/* The term that a sum of them begins with: one that is added, if only terms of one iteration would come before it. */
static int first_of(const Stream *terms)
{
    const Share *all = terms->shares.items;
    int          i = 0;
    while (i < terms->shares.count && all[i].minus && all[i].offset == all[0].offset)
        i++;
    return i < terms->shares.count && !all[i].minus ? i : 0;
}

/* The terms as a sum, else in their order. */
static const Expr *sum_of(Gather *g, const Stream *terms)
{
    const Share *all = terms->shares.items;
    const Expr  *sum = NULL;
    int          first = first_of(terms);
    add_term(g, &sum, all[first].value, all[first].minus);
    for (int i = 0; i < terms->shares.count; i++)
        if (i != first)
            add_term(g, &sum, all[i].value, all[i].minus);
    return sum;
}

/* What one iteration adds to one element: terms with a common factor become one. */
static void join_terms(Gather *g, Stream *terms)
{
    const Expr *factor = terms->shares.count > 1 ? common_factor(g, terms->shares.items[0].value, terms) : NULL;
    if (!factor)
        return;
    for (int i = 0; i < terms->shares.count; i++)
        terms->shares.items[i].value = without_factor(g, terms->shares.items[i].value, factor);
    const Expr *sum = sum_of(g, terms);
    Share       product = {0, ir_binary(g->p, sum->loc, OP_MUL, factor, sum), false};
    terms->shares.count = 0;
    VEC_PUSH(g->arena, &terms->shares, product);
}

/*
 * The statement that adds to an element what the iterations give to it that are at hand: that of a share with this offset
 * is `element` less the offset.  NULL: there is none.
 *
 * What lies furthest ahead is read first: where x[i - 1], x[i] and x[i + 1] are read in this order, clang carries two of
 * them from iteration to iteration, one by way of the other, and does not vectorise.
 */
static Stmt *write_element(Gather *g, const Loop *loop, const Stream *s, const Poly *element, long long low, long long high)
{
    Stream all = {.place = s->place};
    for (long long offset = low; offset <= high; offset++) {
        Stream here = {.place = s->place};
        Poly   number = poly_number(g->arena, offset), counter = poly_sum(element, &number, -1);
        for (int i = 0; i < s->shares.count; i++)
            if (s->shares.items[i].offset == offset)
                split_terms(g, s->shares.items[i].value, s->shares.items[i].minus, &here);
        join_terms(g, &here);
        for (int i = 0; i < here.shares.count; i++) {
            Share share = here.shares.items[i];
            share.offset = offset;
            share.value = loop_at(g, loop, share.value, &counter);
            VEC_PUSH(g->arena, &all.shares, share);
        }
    }
    if (all.shares.count == 0)
        return NULL;
    bool minus = true;
    for (int i = 0; i < all.shares.count; i++)
        minus = minus && all.shares.items[i].minus;
    for (int i = 0; i < all.shares.count && minus; i++)
        all.shares.items[i].minus = false;           /* x -= a + b */
    const Expr *place = loop_at(g, loop, s->place, element);
    return ir_assign(g->p, place->loc, place, ir_binary(g->p, place->loc, minus ? OP_SUB : OP_ADD, place, sum_of(g, &all)));
}

static Block *write_for(Gather *g, const Loop *loop, const Poly *low, const Poly *high, Var **counter, Block *out)
{
    const Stmt *s = loop->stmt;
    const Type *type = type_unqualified(g->p, loop->counter->type);
    Block      *body = ir_block(g->p);
    *counter = ir_new_var(g->p, g->func, VAR_TEMP, loop->counter->name, type, s->loc);
    ir_push(g->p, out, ir_for(g->p, s->loc, *counter, true, poly_expr(g->p, low, type, s->loc), REL_LT,
                              poly_expr(g->p, high, type, s->loc), 1, body));
    return body;
}

static Poly plus(Gather *g, const Poly *poly, long long number)
{
    Poly more = poly_number(g->arena, number);
    return poly_sum(poly, &more, 1);
}

/* The element gets the shares with offsets from low to high. */
static void write_end(Gather *g, const Loop *loop, const Stream *s, const Poly *element, long long low, long long high,
                      Block *out)
{
    Stmt *one = write_element(g, loop, s, element, low, high);
    if (one)
        ir_push(g->p, out, one);
}

/* The elements at both ends get the shares of those iterations that there are.  They come behind the loop, which would else
 * begin with what has just been read: that, too, clang would carry along. */
static void write_stream(Gather *g, const Loop *loop, const Stream *s, Block *out)
{
    Var   *counter;
    Poly   low = plus(g, &loop->low, s->high), high = plus(g, &loop->high, s->low);
    Block *body = write_for(g, loop, &low, &high, &counter, out);
    Poly   element = poly_of(g->arena, ir_var(g->p, loop->stmt->loc, counter));
    ir_push(g->p, body, write_element(g, loop, s, &element, s->low, s->high));
    for (long long k = s->low; k < s->high; k++) {
        element = plus(g, &loop->low, k);
        write_end(g, loop, s, &element, s->low, k, out);
    }
    for (long long k = s->low; k < s->high; k++) {
        element = plus(g, &loop->high, k);
        write_end(g, loop, s, &element, k + 1, s->high, out);
    }
}

static void write_clears(Gather *g, const Loop *loop, Block *out)
{
    Var *counter;
    if (loop->clears.count == 0)
        return;
    Block *body = write_for(g, loop, &loop->low, &loop->high, &counter, out);
    Poly   at = poly_of(g->arena, ir_var(g->p, loop->stmt->loc, counter));
    for (int i = 0; i < loop->clears.count; i++) {
        const Stmt *s = loop->clears.items[i].stmt;
        ir_push(g->p, body, ir_assign(g->p, s->loc, loop_at(g, loop, loop->clears.items[i].place, &at), s->u.assign.value));
    }
}

static const Var *temporary_of(const Stmt *s)
{
    if (s->kind == STMT_DECL)
        return s->u.decl.var;
    return ir_is_register(s->u.assign.place) ? s->u.assign.place->u.var : NULL;
}

static bool is_one_of(const Loop *loop, const Stmt *s)
{
    for (int i = 0; i < loop->sums.count; i++)
        if (loop->sums.items[i] == s)
            return true;
    return false;
}

/* The loop with its sums, and what they are made of. */
static void write_sums(Gather *g, const Loop *loop, Block *out)
{
    const Block *body = loop->stmt->u.loop_for.body;
    Stmt        *copy = ARENA_NEW(g->p->arena, Stmt);
    bool        *wanted = ARENA_ARRAY(g->arena, bool, body->stmts.count + 1);
    if (loop->sums.count == 0)
        return;
    for (int i = body->stmts.count - 1; i >= 0; i--) {
        const Stmt *s = body->stmts.items[i];
        const Var  *var = temporary_of(s);
        wanted[i] = is_one_of(loop, s);
        for (int k = i + 1; k < body->stmts.count && var && !wanted[i]; k++) {
            const Stmt *later = body->stmts.items[k];
            const Expr *value = later->kind == STMT_DECL ? later->u.decl.init : later->u.assign.value;
            wanted[i] = wanted[k] && ((value && ir_mentions(value, var)) || temporary_of(later) == var);
        }
    }
    *copy = *loop->stmt;
    copy->u.loop_for.body = ir_block(g->p);
    for (int i = 0; i < body->stmts.count; i++)
        if (wanted[i])
            ir_push(g->p, copy->u.loop_for.body, ir_clone_stmt(g->p, body->stmts.items[i]));
    ir_push(g->p, out, copy);
}

/* The loop runs at least so many times. */
static const Expr *runs(Gather *g, const Loop *loop, long long times)
{
    const Type *type = type_unqualified(g->p, loop->counter->type);
    Poly        count = poly_sum(&loop->high, &loop->low, -1);
    long long   number = poly_constant(&count);
    count = plus(g, &count, -number);
    return ir_binary(g->p, loop->stmt->loc, OP_GE, poly_expr(g->p, &count, type, loop->stmt->loc),
                     ir_int(g->p, loop->stmt->loc, type, times - number));
}

void loop_write(Gather *g, const Loop *loop, Block *out)
{
    Block    *gathered = ir_block(g->p), *scattered = ir_block(g->p);
    long long spread = 0, count;
    Poly      times = poly_sum(&loop->high, &loop->low, -1);
    write_sums(g, loop, gathered);
    for (int i = 0; i < loop->streams.count; i++) {
        const Stream *s = &loop->streams.items[i];
        write_stream(g, loop, s, gathered);
        spread = s->high - s->low > spread ? s->high - s->low : spread;
    }
    write_clears(g, loop, gathered);
    if (spread == 0 || (poly_is_number(&times, &count) && count >= spread)) {
        ir_append(g->p, out, gathered);
        return;
    }
    ir_push(g->p, scattered, loop->stmt);
    ir_push(g->p, out, ir_if(g->p, loop->stmt->loc, runs(g, loop, spread), gathered, scattered));
}
