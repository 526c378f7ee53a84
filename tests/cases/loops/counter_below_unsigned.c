#include <adgen/adgen.h>
#include <stddef.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 1;
    size_t m = (size_t)n;
    for (int i = n - 2; i < m; i++) {
        s += y[i] * x[i] * s;
        y[i] = s * 0.2;
    }
    return s;
}

/*
 * check: a negative counter against an unsigned bound: no iteration
 * check-gradient: f(0, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(1, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(2, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(5, random(8, 0.2, 1), random(8, 0.2, 1))
 */
