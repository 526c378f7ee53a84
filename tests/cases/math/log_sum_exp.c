#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double lse(int n, const double *x)
{
    double top = x[0], sum = 0.0;
    for (int i = 1; i < n; i++)
        top = fmax(top, x[i]);
    for (int i = 0; i < n; i++)
        sum += exp(x[i] - top);
    return top + log(sum);
}

/*
 * check: the logarithm of a sum of exponentials, shifted by the maximum
 * check-gradient: lse(6, random(6, -3, 3))
 * check-gradient: lse(3, {1.0, 700.0, 2.0})
 */
