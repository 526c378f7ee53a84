#include <adgen/adgen.h>

static double change(double *t)
{
    *t *= 2.0;
    return *t;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    double t = x;
    switch (k) {
    case 0:
        t *= x;
    }
    t = t + change(&t);
    return t;
}

/*
 * check: every reason is reported, not only the first
 * check-error: adgen-switch @ 13
 * check-error: adgen-order @ 17
 */
