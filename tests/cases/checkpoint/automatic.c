#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(x)
double simulate(int n, const double *x, int steps, long bytes)
{
    double s[20];

    for (int i = 0; i < n; i++)
        s[i] = x[i];
#pragma adgen checkpoint(auto, bytes / 2)
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++)
            s[i] = sin(s[i]) + 0.5 * s[(i + 1) % n];
    return s[0] * s[n - 1];
}

/*
 * check: as many states as there is room for in so many bytes, at least one
 * check-gradient: simulate(5, random(5, 0.2, 1.0), 9, 1000)
 * check-gradient: simulate(5, random(5, 0.2, 1.0), 9, 100000)
 * check-gradient: simulate(5, random(5, 0.2, 1.0), 9, 0)
 * check-has: adgen_checkpoint_fit(bytes / 2,
 */
