#include <adgen/adgen.h>

static double first_above(int n, const double *x, double level)
{
    for (int i = 0; i < n; i++)
        if (x[i] > level)
            return x[i] * x[i];
    return level;
}

ADGEN_GRAD()
double f(int n, const double *x, double level)
{
    double t = first_above(n, x, level);
    t *= first_above(n, x, 2.0 * level);
    return t + first_above(n, x, 100.0) * level;
}

/*
 * check: return inside a loop inside a function that is called
 * check-gradient: f(4, {0.3, 0.8, 1.2, 0.4}, random(0.5, 0.6))
 */
