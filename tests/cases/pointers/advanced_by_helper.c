#include <adgen/adgen.h>

static double *advance(double *p, const double *base)
{
    return p - base >= 3 ? p - 3 : p + 1;
}

ADGEN_VJP()
double f(int n, double *y)
{
    double *p = y;
    double  sum = 0.0;

    for (int i = 0; i < n; i++) {
        *p *= 1.5;
        sum += *p;
        p = advance(p, y);
    }
    p = y + (int)(p - y + 2) % 4;
    *p *= sum;
    return sum;
}

/*
 * check: a helper says where the pointer goes on
 * check-gradient: f(6, random(4, -1, 1))
 * check-gradient: f(0, random(4, -1, 1))
 */
