#include <adgen/adgen.h>
#include <string.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t[8], sum = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    sum += t[0] * t[1];
    memcpy(t, x, (size_t)n * sizeof *x);
    return sum + t[0] * t[1];
}

/*
 * check: memcpy over an array that was read before
 * check-gradient: f(5, random(5, -1, 1))
 */
