#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        if (x[i] < 0.0)
            continue;
        t *= x[i];
        if (t > 3.0)
            continue;
        t += x[i] * x[i];
    }
    return t;
}

/*
 * check: continue in the middle of a body
 * check-gradient: f(8, random(8, -1, 2))
 */
