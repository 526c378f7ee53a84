#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 0.0;
    for (int i = 0; i + 1 < n; i++) {
        if (x[i] < x[i + 1])
            t += x[i] * x[i + 1];
        else if (x[i] > 1.5)
            t -= x[i] * x[i];
    }
    return t;
}

/*
 * check: conditions on elements, in a loop
 * check-gradient: f(8, random(8, 1, 2))
 */
