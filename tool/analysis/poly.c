#include "analysis/poly.h"

#include <math.h>

#include "ir/build.h"
#include "ir/walk.h"

enum { MOST_FACTOR = 1 << 20, MOST_TERMS = 24 };

static bool poly_is_small(long long value)
{
    return value >= -MOST_FACTOR && value <= MOST_FACTOR;
}

static bool poly_same_leaves(const Monomial *a, const Monomial *b)
{
    bool taken[POLY_DEGREE] = {false};

    if (a->degree != b->degree)
        return false;
    for (int i = 0; i < a->degree; i++) {
        int k = 0;

        while (k < b->degree && (taken[k] || !ir_same(a->leaves[i], b->leaves[k])))
            k++;
        if (k == b->degree)
            return false;
        taken[k] = true;
    }
    return true;
}

static void poly_add(Poly *sum, const Monomial *term, long long factor)
{
    Monomial more = *term;

    more.factor *= factor;
    for (int i = 0; i < sum->terms.count; i++) {
        Monomial *mine = &sum->terms.items[i];

        if (!poly_same_leaves(mine, term))
            continue;
        mine->factor += more.factor;
        sum->exact = sum->exact && poly_is_small(mine->factor);
        if (mine->factor == 0) {
            for (int k = i + 1; k < sum->terms.count; k++)
                sum->terms.items[k - 1] = sum->terms.items[k];
            sum->terms.count--;
        }
        return;
    }
    sum->exact = sum->exact && poly_is_small(more.factor) && sum->terms.count < MOST_TERMS;
    if (sum->exact && more.factor != 0)
        VEC_PUSH(sum->arena, &sum->terms, more);
}

static Poly poly_empty(Arena *arena)
{
    Poly poly = {.arena = arena, .exact = true};

    return poly;
}

Poly poly_number(Arena *arena, long long value)
{
    Poly     poly = poly_empty(arena);
    Monomial number = {.factor = value};

    poly_add(&poly, &number, 1);
    return poly;
}

static Poly poly_leaf(Arena *arena, const Expr *e)
{
    Poly     poly = poly_empty(arena);
    Monomial leaf = {.factor = 1, .degree = 1, .leaves = {e}};

    poly_add(&poly, &leaf, 1);
    return poly;
}

Poly poly_sum(const Poly *a, const Poly *b, long long factor)
{
    Poly sum = poly_empty(a->arena);

    sum.exact = a->exact && b->exact && poly_is_small(factor);
    for (int i = 0; i < a->terms.count && sum.exact; i++)
        poly_add(&sum, &a->terms.items[i], 1);
    for (int i = 0; i < b->terms.count && sum.exact; i++)
        poly_add(&sum, &b->terms.items[i], factor);
    return sum;
}

Poly poly_product(const Poly *a, const Poly *b)
{
    Poly product = poly_empty(a->arena);

    product.exact = a->exact && b->exact;
    for (int i = 0; i < a->terms.count && product.exact; i++) {
        for (int k = 0; k < b->terms.count && product.exact; k++) {
            Monomial term = a->terms.items[i];
            const Monomial *more = &b->terms.items[k];

            product.exact = term.degree + more->degree <= POLY_DEGREE;
            for (int n = 0; n < more->degree && product.exact; n++)
                term.leaves[term.degree++] = more->leaves[n];
            if (product.exact)
                poly_add(&product, &term, more->factor);
        }
    }
    return product;
}

bool poly_type_is_exact(const Type *type)
{
    return type_is_integer(type) && (!type_is_unsigned(type) || type_bits(type) == 64);
}

Poly poly_of(Arena *arena, const Expr *e)
{
    Poly a, b;

    if (e->op == OP_INT)
        return poly_number(arena, e->u.integer->value);
    if (!poly_type_is_exact(e->type))
        return poly_leaf(arena, e);
    switch (e->op) {
    case OP_CAST:
        if (type_is_integer(e->args[0]->type) && type_bits(e->args[0]->type) <= type_bits(e->type))
            return poly_of(arena, e->args[0]);
        return poly_leaf(arena, e);
    case OP_NEG:
        a = poly_number(arena, 0);
        b = poly_of(arena, e->args[0]);
        return poly_sum(&a, &b, -1);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
        a = poly_of(arena, e->args[0]);
        b = poly_of(arena, e->args[1]);
        return e->op == OP_MUL ? poly_product(&a, &b) : poly_sum(&a, &b, e->op == OP_ADD ? 1 : -1);
    default:
        return poly_leaf(arena, e);
    }
}

bool poly_is_number(const Poly *poly, long long *value)
{
    *value = poly->terms.count ? poly->terms.items[0].factor : 0;
    return poly->exact && (poly->terms.count == 0 || (poly->terms.count == 1 && poly->terms.items[0].degree == 0));
}

bool poly_same(const Poly *a, const Poly *b)
{
    Poly difference = poly_sum(a, b, -1);

    return difference.exact && difference.terms.count == 0;
}

long long poly_constant(const Poly *poly)
{
    for (int i = 0; i < poly->terms.count; i++)
        if (poly->terms.items[i].degree == 0)
            return poly->terms.items[i].factor;
    return 0;
}

static bool poly_is_var(const Expr *leaf, const Var *var)
{
    return leaf->op == OP_VAR && leaf->u.var == var;
}

Poly poly_cofactor(const Poly *poly, const Var *var)
{
    Poly cofactor = poly_empty(poly->arena);

    cofactor.exact = poly->exact;
    for (int i = 0; i < poly->terms.count; i++) {
        const Monomial *term = &poly->terms.items[i];
        Monomial        rest = {.factor = term->factor};
        int             powers = 0;

        for (int k = 0; k < term->degree; k++) {
            if (poly_is_var(term->leaves[k], var)) {
                powers++;
                continue;
            }
            cofactor.exact = cofactor.exact && !ir_mentions(term->leaves[k], var);
            rest.leaves[rest.degree++] = term->leaves[k];
        }
        cofactor.exact = cofactor.exact && powers <= 1;
        if (powers == 1)
            poly_add(&cofactor, &rest, 1);
    }
    return cofactor;
}

Poly poly_with(const Poly *poly, const Var *var, const Poly *value)
{
    Poly cofactor = poly_cofactor(poly, var), with = poly_product(&cofactor, value), rest = poly_empty(poly->arena);

    for (int i = 0; i < poly->terms.count; i++) {
        const Monomial *term = &poly->terms.items[i];
        bool            has = false;

        for (int k = 0; k < term->degree; k++)
            has |= poly_is_var(term->leaves[k], var);
        if (!has)
            poly_add(&rest, term, 1);
    }
    return poly_sum(&rest, &with, 1);
}

bool poly_mentions(const Poly *poly, const Var *var)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; k < poly->terms.items[i].degree; k++)
            if (ir_mentions(poly->terms.items[i].leaves[k], var))
                return true;
    return false;
}

bool poly_changes(const Layout *layout, const Poly *poly, int first, int last)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; k < poly->terms.items[i].degree; k++)
            if (layout_changes(layout, poly->terms.items[i].leaves[k], first, last))
                return true;
    return false;
}

double poly_at(const Poly *poly, double leaf)
{
    double value = 0.0;

    for (int i = 0; i < poly->terms.count; i++)
        value += (double)poly->terms.items[i].factor * pow(leaf, poly->terms.items[i].degree);
    return value;
}

static const Expr *poly_literal(Program *p, long long value, const Type *type, Loc loc)
{
    return type_is_real(type) ? ir_real(p, loc, type, (long double)value) : ir_int(p, loc, type, value);
}

static const Expr *poly_term(Program *p, const Monomial *term, long long factor, const Type *type, Loc loc)
{
    const Expr *e = factor == 1 && term->degree > 0 ? NULL : poly_literal(p, factor, type, loc);

    for (int i = 0; i < term->degree; i++) {
        const Expr *leaf = ir_cast(p, loc, type, term->leaves[i], true);

        e = e ? ir_binary(p, loc, OP_MUL, e, leaf) : leaf;
    }
    return e;
}

/* Whether the number comes before what is taken away from it: nothing else is added, 8 - i. */
static bool poly_begins_with_number(const Poly *poly)
{
    for (int i = 0; i < poly->terms.count; i++)
        if (poly->terms.items[i].degree > 0 && poly->terms.items[i].factor > 0)
            return false;
    return poly_constant(poly) > 0;
}

const Expr *poly_expr(Program *p, const Poly *poly, const Type *type, Loc loc)
{
    const Expr *sum = NULL;
    const int   number = poly_begins_with_number(poly) ? 0 : 2;

    /* the products that are added, those taken away, the number */
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < poly->terms.count; i++) {
            const Monomial *term = &poly->terms.items[i];
            bool            minus = term->factor < 0;
            const Expr     *e;

            if (term->degree == 0 ? round != number : round != (minus ? 1 : 0))
                continue;
            e = poly_term(p, term, minus ? -term->factor : term->factor, type, loc);
            if (sum == NULL)
                sum = minus ? ir_unary(p, loc, OP_NEG, e) : e;
            else
                sum = ir_binary(p, loc, minus ? OP_SUB : OP_ADD, sum, e);
        }
    }
    return sum ? sum : poly_literal(p, 0, type, loc);
}

/* Whether a loop begins (downward: ends) at what may be negative as it is written, and is a large number as it is compared. */
static bool poly_may_wrap(const Poly *low)
{
    bool wraps = false;

    for (int i = 0; i < low->terms.count; i++) {
        const Monomial *term = &low->terms.items[i];

        for (int k = 0; k < term->degree; k++)
            wraps |= !type_is_unsigned(term->leaves[k]->type);
        wraps |= term->factor < 0;
    }
    return wraps;
}

/* Whether a counter that may be negative is compared with a bound that is not: the loop may not run although it is less. */
static bool poly_wraps(const Stmt *loop, const Poly *low)
{
    long long from;

    if (loop->u.loop_for.relation == REL_NE)
        return false;
    if (type_is_unsigned(loop->u.loop_for.var->type))
        return poly_may_wrap(low);
    return type_is_unsigned(loop->u.loop_for.to->type) && !(ir_integer(loop->u.loop_for.from, &from) && from >= 0);
}

void poly_bounds(Arena *arena, const Stmt *loop, Poly *low, Poly *high)
{
    Relation relation = loop->u.loop_for.relation;
    bool     up = loop->u.loop_for.step > 0;
    Poly     one = poly_number(arena, 1);

    *low = poly_of(arena, up ? loop->u.loop_for.from : loop->u.loop_for.to);
    *high = poly_of(arena, up ? loop->u.loop_for.to : loop->u.loop_for.from);
    if (relation == REL_LE || (!up && relation != REL_DOWNTO))
        *high = poly_sum(high, &one, 1);
    if (relation == REL_GT || (relation == REL_NE && !up))
        *low = poly_sum(low, &one, 1);
    if (!ir_meets_bound(loop) || poly_wraps(loop, low))
        low->exact = high->exact = false;
}
