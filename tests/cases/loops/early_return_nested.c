#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        t *= x[i];
        for (int j = 0; j < i; j++) {
            t += x[j];
            if (t > 4.0)
                return t * x[i] * x[j];
        }
    }
    return t;
}

/*
 * check: return out of two loops
 * check-gradient: f(5, random(5, 1.2, 1.9))
 * check-gradient: f(3, {0.1, 0.2, 0.3})
 */
