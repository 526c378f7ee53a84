#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

ADGEN_GRAD()
double replaced(int n, int at, double s, double *y)
{
    double *work = calloc((size_t)n, sizeof(double));
    for (int j = 0; j < n; j++)
        work[j] = sin(y[j] * s);
    double v = 0.5 * y[at];
    double b = 0.75 * (work[n - 1] < v ? work[at] : s + 0.25);
    if (b < 0.8 && work[at] < 0.8)
        work[at] = tanh(sqrt(2.5 + v));
    free(work);
    return log(1.5 + cos(v + b)) - b;
}

/*
 * check: what is written to an array that nothing reads then has an adjoint of zero: the hyperbolic tangent is not kept for it
 * check-gradient: replaced(3, 1, 0.4, random(3, 0.1, 0.9))
 * check-gradient: replaced(3, 1, 0.4, random(3, -0.9, -0.1))
 * check-omits: tanh_value
 */
