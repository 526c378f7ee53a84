#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const int n, const double *restrict const x, volatile int *unused, const char *name)
{
    (void)unused;
    (void)name;
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/*
 * check: qualified parameters
 * check-gradient: f(3, random(3, -1, 1), NULL, "name")
 */
