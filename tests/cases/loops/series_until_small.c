#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double exponential(double x)
{
    double sum = 1.0, term = 1.0;
    int k = 1;
    do {
        term *= x / k;
        sum += term;
        k++;
    } while (fabs(term) > 1e-18);
    return sum;
}

/*
 * check: a series until its terms are small
 * check-gradient: exponential(random(0.5, 1))
 * check-value: x = exp(x)
 */
