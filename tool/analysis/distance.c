#include "distance.h"

#include "analysis/poly.h"
#include "ir/walk.h"

/*
 * What the counters of loops run through bounds an index: it is taken where they make it greatest, and least.  The counter
 * is known in its loop alone, so both indices are asked for there, and the loop runs: what it goes to is more than where it
 * begins.  That the rest is more than zero follows where it is written in what the least of its leaves leave over:
 * n * n - (n - 1) is 1 + t + t * t for n = 1 + t, of which no term is less than zero.
 */

enum { MOST_COUNTERS = 8, MOST_LEAVES = 8 };

typedef struct Distance {
    Arena        *arena;
    const Layout *layout;
    int           first, last;
    const Var    *counters[MOST_COUNTERS];   /* of loops in there that run */
    const Stmt   *loops[MOST_COUNTERS];
    int           count;
    const Expr   *leaves[MOST_LEAVES];       /* no less than `least` where the loops run; least is not negative */
    long long     least[MOST_LEAVES];
    int           leaf_count;
} Distance;

/* The loop in there whose counter is the variable, which nobody else knows; or NULL. */
static const Stmt *loop_of(const Distance *d, const Var *var)
{
    const int  *numbers;
    int         count = layout_assignments(d->layout, var, &numbers);
    const Stmt *loop = count == 1 && numbers[0] >= d->first && numbers[0] <= d->last ? layout_stmt(d->layout, numbers[0]) : NULL;
    return loop && loop->kind == STMT_FOR && loop->u.loop_for.var == var && loop->u.loop_for.declares ? loop : NULL;
}

static void find_wrapping(void *data, const Expr *e)
{
    *(bool *)data |= type_is_integer(e->type) && type_is_unsigned(e->type) && type_bits(e->type) >= 64;
}

/* Whether what is larger may come out less: sums of such a type are what they are but for a power of two. */
static bool may_wrap(const Expr *e)
{
    bool wraps = false;
    ir_visit_expr(e, find_wrapping, &wraps);
    return wraps;
}

/* The loop runs from a number that is not negative to something of one leaf: that is more. */
static void learn(Distance *d, const Stmt *loop)
{
    Poly      low, high;
    long long from;
    poly_bounds(d->arena, loop, &low, &high);
    if (!low.exact || !high.exact || !poly_is_number(&low, &from) || from < 0 || d->leaf_count == MOST_LEAVES)
        return;
    Poly rest = poly_number(d->arena, -poly_constant(&high));
    rest = poly_sum(&high, &rest, 1);
    if (rest.terms.count != 1 || rest.terms.items[0].degree != 1 || rest.terms.items[0].factor != 1
        || from + 1 - poly_constant(&high) < 0)
        return;
    d->leaves[d->leaf_count] = rest.terms.items[0].leaves[0];
    d->least[d->leaf_count++] = from + 1 - poly_constant(&high);
}

/* The counters that the polynomial mentions, and those that their loops' bounds do; false: there are too many, or it changes
 * in another way. */
static bool find_counters(Distance *d, const Poly *poly)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; k < poly->terms.items[i].degree; k++) {
            const Expr *leaf = poly->terms.items[i].leaves[k];
            const Var  *var = leaf->op == OP_VAR ? leaf->u.var : NULL;
            const Stmt *loop = var ? loop_of(d, var) : NULL;
            bool        known = false;
            for (int n = 0; n < d->count; n++)
                known |= d->counters[n] == var;
            if (known || !layout_changes(d->layout, leaf, d->first, d->last))
                continue;
            Poly low, high;
            if (!loop || d->count == MOST_COUNTERS || may_wrap(loop->u.loop_for.from) || may_wrap(loop->u.loop_for.to))
                return false;
            d->counters[d->count] = var;
            d->loops[d->count++] = loop;
            learn(d, loop);
            poly_bounds(d->arena, loop, &low, &high);
            if (!low.exact || !high.exact || !find_counters(d, &low) || !find_counters(d, &high))
                return false;
        }
    return true;
}

/* ---- signs ---- */

/* The leaf's least value; -1: it is not known. */
static long long least_of(const Distance *d, const Expr *leaf)
{
    long long least = -1;
    for (int i = 0; i < d->leaf_count; i++)
        if (ir_same(d->leaves[i], leaf) && d->least[i] > least)
            least = d->least[i];
    return least;
}

/* Whether it is at least that number where the loops run. */
static bool is_at_least(const Distance *d, const Poly *poly, long long number)
{
    Poly sum = poly_number(d->arena, -number);
    for (int i = 0; i < poly->terms.count; i++) {
        const Monomial *term = &poly->terms.items[i];
        Poly            product = poly_number(d->arena, term->factor);
        for (int k = 0; k < term->degree; k++) {
            long long least = least_of(d, term->leaves[k]);
            Poly      leaf = poly_of(d->arena, term->leaves[k]), over = poly_number(d->arena, least);
            if (least < 0)
                return false;
            leaf = poly_sum(&leaf, &over, 1);            /* the leaf now stands for what is over */
            product = poly_product(&product, &leaf);
        }
        sum = poly_sum(&sum, &product, 1);
    }
    for (int i = 0; i < sum.terms.count; i++)
        if (sum.terms.items[i].factor < 0)
            return false;
    return poly->exact && sum.exact;
}

/* ---- the ends of an index ---- */

/* The polynomial where its counters make it greatest, or least; not exact: that is not known. */
static Poly end_of(const Distance *d, Poly poly, bool greatest)
{
    Poly one = poly_number(d->arena, 1), none = poly_number(d->arena, 0);
    for (int round = 0; round < MOST_COUNTERS && poly.exact; round++)
        for (int i = d->count - 1; i >= 0 && poly.exact; i--) {
            if (!poly_mentions(&poly, d->counters[i]))
                continue;
            Poly low, high, factor = poly_cofactor(&poly, d->counters[i]), minus = poly_sum(&none, &factor, -1);
            bool up = factor.exact && is_at_least(d, &factor, 0);
            poly_bounds(d->arena, d->loops[i], &low, &high);
            high = poly_sum(&high, &one, -1);
            if (!up && !(factor.exact && is_at_least(d, &minus, 0)))
                poly.exact = false;
            else
                poly = poly_with(&poly, d->counters[i], up == greatest ? &high : &low);
        }
    for (int i = 0; i < d->count; i++)
        poly.exact = poly.exact && !poly_mentions(&poly, d->counters[i]);
    return poly;
}

static bool is_below(const Distance *d, const Poly *a, const Poly *b)
{
    Poly high = end_of(d, *a, true), low = end_of(d, *b, false), rest = poly_sum(&low, &high, -1);
    return high.exact && low.exact && is_at_least(d, &rest, 1);
}

bool distance_apart(Arena *arena, const Layout *layout, const Expr *a, const Expr *b, int first, int last)
{
    Distance d = {.arena = arena, .layout = layout, .first = first, .last = last};
    if (a->op != OP_INDEX || b->op != OP_INDEX || a->args[0]->op != OP_VAR || b->args[0]->op != OP_VAR)
        return false;
    const Var *pointer = a->args[0]->u.var;
    if (pointer != b->args[0]->u.var || !pointer->is_register || pointer->kind == VAR_GLOBAL || !type_is_pointer(pointer->type)
        || layout_assigns(layout, pointer, first, last) || may_wrap(a->args[1]) || may_wrap(b->args[1]))
        return false;
    Poly one = poly_of(arena, a->args[1]), other = poly_of(arena, b->args[1]);
    if (!one.exact || !other.exact || !find_counters(&d, &one) || !find_counters(&d, &other))
        return false;
    return is_below(&d, &one, &other) || is_below(&d, &other, &one);
}
