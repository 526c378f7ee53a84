#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double best = 5.0;

    for (int i = 0; i < n; i++) {
        double t = 1.0 - sqrt(x[i]);
        if (t < best)
            best = t;
    }
    return best * best;
}

/*
 * check: the root of zero, one step away from where it goes unused
 * check-call: f(4, {1.0, 0.0, 4.0, 2.0})
 * check-value: x = {0, 0, 0.5, 0}
 */
