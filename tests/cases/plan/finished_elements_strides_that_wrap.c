#include <adgen/adgen.h>
#include <stddef.h>

/* k < stride as size_t, but i * stride + k is k - i where the stride is (size_t)-1: k < stride does not make it two indices. */
ADGEN_GRAD(a)
double diagonals(size_t n, size_t stride, double *restrict a)
{
    double sum = 0.0;
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k < n; k++)
            if (k < stride) {
                a[i * stride + k] = a[i * stride + k] * a[(i - 1) * stride + k];
                sum += a[i * stride + k];
            }
    return sum;
}

/*
 * check: a stride that is as good as negative makes no rows
 * check-gradient: diagonals(4, 18446744073709551615, random(5, 0.5, 1.5))
 */
