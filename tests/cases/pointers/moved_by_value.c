#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    const double *t = x;
    double        sum = 0.0;

    while (t < x + n) {
        sum += *t * *t;
        t += *t > 0.0 ? 1 : 2;
    }
    return sum;
}

/*
 * check: a pointer steps by what it points to
 * check-gradient: f(6, {0.5, -0.5, 1.0, 0.3, -1.0, 2.0})
 */
