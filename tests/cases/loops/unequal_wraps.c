#include <adgen/adgen.h>
#include <stddef.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 1;
    size_t m = (size_t)n;
    for (size_t i = (size_t)-1; i != m; i++) {
        s += y[i + 1] * x[i + 1] * s;
        y[i + 1] = s;
    }
    return s;
}

/*
 * check: a counter that wraps on its way to the bound of !=
 * check-gradient: f(0, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(5, random(8, 0.2, 1), random(8, 0.2, 1))
 */
