#include <adgen/adgen.h>

ADGEN_GRAD(x)
double norm2(int n, const float *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += (double)x[i] * x[i];
    return sum;
}

/*
 * check: an array of float summed in double
 * check-gradient: norm2(5, random(5, -1, 1))
 * check-value: x[2] = 2 * x[2] ~ 1e-6
 */
