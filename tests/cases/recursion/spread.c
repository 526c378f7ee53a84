#include <adgen/adgen.h>

static double spread(const double *c, int n)
{
    double sum = c[0];
    for (int k = 1; k < n; k++) {
        double rest[n - k];
        for (int i = 0; i < n - k; i++)
            rest[i] = c[i] * c[i + k];
        sum *= spread(rest, n - k);
    }
    return sum;
}

ADGEN_GRAD(c)
double f(const double *c, int n)
{
    return spread(c, n);
}

/*
 * check: a variable-length array in a loop of a recursive function
 * check-gradient: f(random(4, -1, 1), 4)
 * check-gradient: f(random(1, -1, 1), 1)
 */
