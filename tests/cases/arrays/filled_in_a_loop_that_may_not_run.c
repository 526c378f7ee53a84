#include <adgen/adgen.h>
/* filled in a loop that may run zero times */
ADGEN_GRAD(x)
double f(int n, const double *x, const int *m)
{
    double s[3] = {0.5, 0.25, 0.125}, y = 0.0;

    for (int k = 0; k < n; k++) {
        for (int r = 0; r < m[k]; r++)
            for (int i = 0; i < 3; i++)
                s[i] = x[k] * (i + 1) + r;
        y += s[0] * x[k] * s[1] * s[2];
    }
    return y;
}
/*
 * check: an array that is filled in a loop which may run no time keeps its elements
 * check-gradient: f(4, random(4, -1, 1), {2, 0, 1, 0})
 */
