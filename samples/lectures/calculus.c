/* Functions that the lectures differentiate by hand. */
#include "calculus.h"

#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double exp_of_square(double x)
{
    return exp(x * x);
}

ADGEN_GRAD()
double root_of_sum(double x)
{
    double a = x * x;
    double b = exp(a);
    double c = a + b;

    return sqrt(c);
}

ADGEN_GRAD(x1, x2)
double power_and_log(double x1, double x2, double a)
{
    return x1 * x1 + pow(x1 - x2, a) - log(x1 * x1 + x2 * x2);
}

ADGEN_GRAD()
double sum_times(double x, double y, double z)
{
    double q = x + y;

    return q * z;
}

/* Minus the logarithm of the normal density with mean m and deviation s, in the steps of the computational graph. */
ADGEN_GRAD()
double normal_nll(double x, double m, double s)
{
    double t0 = x - m;
    double t1 = t0 / s;
    double t2 = log(s);
    double t3 = t1 * t1;
    double t4 = t2 + log(2.0 * 3.14159265358979323846) / 2.0;
    double t5 = t3 / 2.0;

    return t4 + t5;
}
