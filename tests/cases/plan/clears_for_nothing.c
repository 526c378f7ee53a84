#include <adgen/adgen.h>
#include <math.h>

/* What the condition clears is zero already: nothing is kept for the condition. */
ADGEN_GRAD(b, x, y, z)
double cleared(int n, double b, double *x, const double *y, const double *z)
{
    double t[8], s = 0.0;
    int    at[4] = {0, 1, 2, 1};
    for (int i = 0; i < n; i++)
        t[i] = cos(y[i] * x[i]);
    for (int i = 0; i < n; i++) {
        x[at[i % 4]] = cos(t[i] * z[at[i % 4]]);
        if (s > 0.1)
            t[i] = 0.75 - 0.5 * s;
    }
    for (int i = 0; i < n - 1; i += 2)
        s += 0.7 * tanh(b * y[i]);
    return s;
}

/*
 * check: nothing is declared for a clearing of adjoints that has gone
 * check-gradient: cleared(5, 0.3, random(5, -1, 1), random(5, -1, 1), random(5, -1, 1))
 * check-omits: s_kept
 */
