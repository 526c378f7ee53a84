#include <adgen/adgen.h>

static double soft(double x)
{
    if (x > 1.0)
        return x;
    if (x < -1.0)
        return -x * x;
    return 0.5 * x * x + x;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += soft(x[i]) * soft(sum);
    return sum + soft(x[0]);
}

/*
 * check: a helper with several returns, called in a loop
 * check-gradient: f(6, random(6, -2, 2))
 */
