#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double t[2] = { x[i], 1.0 };
        t[1] += t[0] * t[0];
        t[0] *= t[1];
        sum += t[0] * t[1];
    }
    return sum;
}

/*
 * check: an array declared inside a loop
 * check-gradient: f(4, random(4, -1, 1))
 */
