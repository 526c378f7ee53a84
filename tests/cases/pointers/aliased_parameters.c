#include <adgen/adgen.h>

ADGEN_GRAD(a, b)
double dot(int n, const double *a, const double *b)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/*
 * check: dot(n, x, x): parameters that are the same array, with the same shadow
 * check-gradient: dot(4, a = random(4, -1, 1), b = a)
 * check-value: a[1] = 2 * a[1]
 * check-gradient: dot(4, random(4, -1, 1), random(4, -1, 1))
 */
