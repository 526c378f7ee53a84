#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int i = 0;
    while (1) {
        double v;
        if (i == n)
            break;
        v = x[i++];
        if (v < 0.0)
            continue;
        t = t * v + 1.0;
        if (t > 8.0) {
            t -= v;
            break;
        }
    }
    return t;
}

/*
 * check: break and continue in an endless loop
 * check-gradient: f(6, {0.5, -1.0, 2.0, 1.5, 3.0, 2.5})
 * check-gradient: f(2, {0.5, -1.0})
 */
