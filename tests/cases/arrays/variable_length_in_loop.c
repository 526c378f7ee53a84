#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double total = 0.0;
    for (int i = 1; i <= n; i++) {
        double t[i];
        t[0] = x[0];
        for (int k = 1; k < i; k++)
            t[k] = t[k - 1] * x[k];
        total += t[i - 1] * t[i / 2];
    }
    return total;
}

/*
 * check: an array whose length depends on the iteration
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
