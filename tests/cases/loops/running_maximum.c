#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double top = 0.0, sum = 0.0;
    for (int i = 0; i < n; i++) {
        top = x[i] > top ? x[i] : top;
        sum += top * x[i];
    }
    return sum;
}

/*
 * check: a maximum that is updated in a loop and used in it
 * check-gradient: f(7, random(7, 0.1, 2))
 */
