#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    const double *p = x;
    double t = 1.0;
    while (p - x < n) {
        t += *p * (double)(p - x + 1);
        p += 2;
    }
    return t * t;
}

/*
 * check: differences of pointers
 * check-gradient: f(5, random(5, -1, 1))
 */
