#include <adgen/adgen.h>

ADGEN_VJP()
void squares(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
}

/*
 * check: an option leaves one version, which is right for all pointers
 * check-args: --no-overlap-checks
 * check-gradient: squares(4, x = random(5, 0.5, 1), y = x + 1)
 * check-gradient: squares(4, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-omits: apart
 */
