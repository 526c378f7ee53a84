#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double weight = n * (n + 1) / 2;
    return (2 * x[0] + x[1] / n) / weight;
}

/*
 * check: integers become real where they meet reals
 * check-gradient: f(random(2, -1, 1), 4)
 * check-value: x[0] = 0.2
 */
