#include <adgen/adgen.h>
#include <stdlib.h>

/* Where the loop ends is asked for behind it. */
ADGEN_GRAD(x)
double ends(int n, const double *x)
{
    double f = 0.0;
    int    i;
    for (i = 0; i < n - 1; i++) {
        double t = x[i + 1] - x[i] * x[i];
        f += t * t;
    }
    return f * i;
}

/*
 * check: a counter that is read behind the loop
 * check-gradient: ends(5, random(5, -1, 1))
 * check-gradient: ends(1, random(1, -1, 1))
 */
