#include <adgen/adgen.h>

static double sum(const double *c, int n)
{
    double r = 0.0;
    for (int i = 0; i < n; i++)
        r += c[i];
    return r;
}

ADGEN_GRAD(x, y)
double f(int n, const double *x, const double *y)
{
    double s = 1.0;

    for (int i = 0; i < n; i++)
        s *= x[i];
    return sum(&s, 1) * y[0] + sum(&x[0], n);
}

/*
 * check: the address of a scalar that a loop computes, for an array of one
 * check-gradient: f(3, random(3, -1, 1), {0.5})
 */
