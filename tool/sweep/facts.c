#include "parts.h"

/*
 * What is not negative where the walk is: what conditions and bounds of loops say.  A sum is taken for not negative if it is
 * one of those, or the sum of two, and a number, or one of multiples of which each has its least value.
 */

/* The fact that says how little, or how much, one counter or size is, in the direction of `factor`. */
static const Poly *fact_about(const Sweep *s, const Expr *leaf, bool rises)
{
    for (int i = 0; i < s->facts.count; i++) {
        const Poly     *fact = &s->facts.items[i];
        const Monomial *term = NULL;
        int             leaves = 0;
        for (int k = 0; k < fact->terms.count; k++) {
            leaves += fact->terms.items[k].degree;
            term = fact->terms.items[k].degree ? &fact->terms.items[k] : term;
        }
        if (leaves == 1 && term->factor == (rises ? 1 : -1) && ir_same(term->leaves[0], leaf))
            return fact;
    }
    return NULL;
}

/* The least that a sum of multiples can be, each of them by itself: 4 * i + j, where neither i nor j is negative. */
static bool least_not_negative(const Sweep *s, const Poly *a)
{
    Poly      rest = *a;
    long long number;
    for (int i = 0; i < a->terms.count; i++) {
        const Monomial *term = &a->terms.items[i];
        const Poly     *fact = term->degree == 1 ? fact_about(s, term->leaves[0], term->factor > 0) : NULL;
        if (term->degree == 0)
            continue;
        if (fact == NULL)
            return false;
        rest = poly_sum(&rest, fact, term->factor > 0 ? -term->factor : term->factor);
    }
    return poly_is_number(&rest, &number) && number >= 0;
}

bool fact_not_negative(const Sweep *s, const Poly *a)
{
    long long number;
    if (!a->exact)
        return false;
    if (poly_is_number(a, &number))
        return number >= 0;
    for (int i = 0; i < s->facts.count; i++) {
        Poly rest = poly_sum(a, &s->facts.items[i], -1);
        if (poly_is_number(&rest, &number) && number >= 0)
            return true;
        for (int k = 0; k <= i && rest.exact; k++) {
            Poly less = poly_sum(&rest, &s->facts.items[k], -1);
            if (poly_is_number(&less, &number) && number >= 0)
                return true;
        }
    }
    return least_not_negative(s, a);
}

bool fact_at_most(const Sweep *s, const Poly *a, const Poly *b)
{
    Poly distance = poly_sum(b, a, -1);
    return fact_not_negative(s, &distance);
}

int facts_mark(const Sweep *s)
{
    return s->facts.count;
}

void facts_reset(Sweep *s, int mark)
{
    s->facts.count = mark;
}

/* a - b + number is not negative. */
static void add_fact(Sweep *s, const Poly *a, const Poly *b, long long number)
{
    Poly fact = poly_sum(a, b, -1), more = poly_number(s->arena, number);
    fact = poly_sum(&fact, &more, 1);
    if (fact.exact)
        VEC_PUSH(s->arena, &s->facts, fact);
}

static bool is_signed(const Expr *e)
{
    return type_is_integer(e->type) && !type_is_unsigned(e->type);
}

static void add_comparison(Sweep *s, OpKind op, const Poly *a, const Poly *b, bool holds)
{
    if (op == OP_GT || op == OP_LE) {
        const Poly *swap = a;
        a = b;
        b = swap;
        op = op == OP_GT ? OP_LT : OP_GE;
    }
    if (op == OP_EQ && holds) {
        add_fact(s, a, b, 0);
        add_fact(s, b, a, 0);
    } else if (op == OP_LT || op == OP_GE) {
        if ((op == OP_GE) == holds)
            add_fact(s, a, b, 0);
        else
            add_fact(s, b, a, -1);
    }
}

void facts_condition(Sweep *s, const Expr *cond, bool holds)
{
    Poly a, b;
    if (cond->op == OP_NOT) {
        facts_condition(s, cond->args[0], !holds);
    } else if (cond->op == (holds ? OP_LAND : OP_LOR)) {
        facts_condition(s, cond->args[0], holds);
        facts_condition(s, cond->args[1], holds);
    } else if (cond->count == 2 && is_signed(cond->args[0]) && is_signed(cond->args[1]) &&
               steady_poly_of(s, cond->args[0], &a) && steady_poly_of(s, cond->args[1], &b)) {
        add_comparison(s, cond->op, &a, &b, holds);
    }
}

void facts_loop(Sweep *s, const Stmt *loop)
{
    Poly low, high, counter;
    if (!loop_bounds(s, loop, &low, &high, &counter))
        return;
    add_fact(s, &counter, &low, 0);
    add_fact(s, &high, &counter, -1);
}
