#include "rows_parts.h"
#include "steady.h"

int rows_sign(const Poly *poly)
{
    int sign = 0;

    for (int i = 0; i < poly->terms.count; i++) {
        int mine = poly->terms.items[i].factor > 0 ? 1 : -1;

        if (sign && sign != mine)
            return 0;
        sign = mine;
    }
    return sign;
}

/* The least value that the size has where the body of one of the loops runs: for (i = 1; i < size; …).  False: unknown. */
static bool rows_least(Derive *d, const Stmt *innermost, const Expr *size, long long *least)
{
    bool known = type_is_unsigned(size->type);

    *least = 0;
    for (const Stmt *loop = innermost; loop; loop = layout_info(d->layout, loop)->loop) {
        Poly      low, high, leaf = poly_of(d->arena, size);
        long long first, more;

        if (loop->kind != STMT_FOR)
            continue;
        steady_bounds(d, loop, &low, &high);
        high = poly_sum(&high, &leaf, -1);
        if (!poly_is_number(&low, &first) || !poly_is_number(&high, &more) || (known && first - more + 1 <= *least))
            continue;
        known = true;
        *least = first - more + 1;
    }
    return known;
}

static bool rows_is_positive(Derive *d, const Stmt *innermost, const Expr *size)
{
    long long least;

    return rows_least(d, innermost, size, &least) && least >= 0;
}

/* Every size is taken for its least value and what it is more than that. */
int rows_order(Derive *d, const Stmt *innermost, const Poly *poly)
{
    Poly sum = poly_number(d->arena, 0);

    for (int i = 0; i < poly->terms.count; i++) {
        const Monomial *term = &poly->terms.items[i];
        Poly            product = poly_number(d->arena, term->factor);

        for (int k = 0; k < term->degree; k++) {
            Poly      leaf = poly_of(d->arena, term->leaves[k]), number;
            long long least;

            if (!rows_least(d, innermost, term->leaves[k], &least))
                return 0;
            number = poly_number(d->arena, least);
            leaf = poly_sum(&leaf, &number, 1);
            product = poly_product(&product, &leaf);
        }
        sum = poly_sum(&sum, &product, 1);
    }
    return sum.exact ? rows_sign(&sum) : 0;
}

/* The sign of what a counter is multiplied with, in the body of the innermost loop; 0: nobody knows. */
static int rows_direction(Derive *d, const Stmt *innermost, const Poly *cofactor)
{
    for (int i = 0; i < cofactor->terms.count; i++)
        for (int k = 0; k < cofactor->terms.items[i].degree; k++)
            if (!rows_is_positive(d, innermost, cofactor->terms.items[i].leaves[k]))
                return 0;
    return rows_sign(cofactor);
}

bool rows_range(Derive *d, const Stmt *at, Stmt *const *nest, int count, const Expr *index, Poly *low, Poly *high)
{
    Poly        one = poly_number(d->arena, 1), all = steady_poly(d, steady_here(d, index, at));
    const Stmt *inner = nest[count - 1];

    *low = *high = all;
    for (int i = count - 1; i >= 0; i--) {
        Var *counter = nest[i]->u.loop_for.var;
        Poly first, end, last, least = poly_cofactor(low, counter), most = poly_cofactor(high, counter);

        if (!least.exact || !most.exact)
            return false;
        if (least.terms.count == 0 && most.terms.count == 0)
            continue;
        steady_bounds(d, nest[i], &first, &end);
        last = poly_sum(&end, &one, -1);
        if ((least.terms.count && !rows_direction(d, inner, &least)) || (most.terms.count && !rows_direction(d, inner, &most)))
            return false;
        if (least.terms.count)
            *low = poly_with(low, counter, rows_sign(&least) > 0 ? &first : &last);
        if (most.terms.count)
            *high = poly_with(high, counter, rows_sign(&most) > 0 ? &last : &first);
    }
    *high = poly_sum(high, &one, 1);
    return low->exact && high->exact;
}
