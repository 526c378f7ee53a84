#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            if (j > i)
                break;
            t += t * x[j] * 0.5;
        }
        t *= x[i];
    }
    return t;
}

/*
 * check: break leaves the inner loop only
 * check-gradient: f(4, random(4, 0.5, 1))
 */
