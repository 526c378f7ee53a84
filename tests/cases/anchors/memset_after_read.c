#include <adgen/adgen.h>
#include <string.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t[8], sum = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += t[i] * t[i];
    memset(t, 0, sizeof t);
    for (int i = 0; i < n; i++)
        sum += t[i] * x[i];
    return sum;
}

/*
 * check: memset of an array that was read before
 * check-gradient: f(5, random(5, -1, 1))
 */
