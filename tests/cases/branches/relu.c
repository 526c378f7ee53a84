#include <adgen/adgen.h>

ADGEN_GRAD()
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] > 0.0 ? x[i] : 0.01 * x[i];
    return sum;
}

/*
 * check: a leaky ReLU; at zero the slope of the branch that was taken
 * check-gradient: f(3, {-1.0, 2.0, 3.0})
 * check-call: f(2, {0.0, 1.0})
 * check-value: x = {0.01, 1.0}
 */
