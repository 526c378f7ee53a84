#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        double t[2] = { 0 };
        t[i % 2] += x[i];
        total += (t[0] + 2.0 * t[1]) * t[i % 2];
    }
    return total;
}

/*
 * check: an array that each iteration sets to zero
 * check-gradient: f(4, random(4, -1, 1))
 */
