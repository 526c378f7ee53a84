#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double *x)
{
    double        sum = 1.0;
    const double *p = x;

    while (p) {
        sum = sum * 0.5 + *p;
        p = *p > 0.2 ? p + 1 : 0;
    }
    return sum;
}

/*
 * check: a pointer that becomes null
 * check-gradient: f({0.5, 0.4, 0.3, 0.1})
 * check-gradient: f({0.1, 0.4, 0.3, 0.1})
 */
