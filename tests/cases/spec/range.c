#include <adgen/adgen.h>
#include <math.h>

#define LEAST 0.5

ADGEN_GRAD()
double f(int n, ADGEN_RANGE(LEAST, 4 ) ADGEN_SIZE(n) const double *x, ADGEN_RANGE(-1e-3, 1e-3) double shift)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += log(x[i] + shift);
    return sum;
}

/*
 * check: a range says what to draw for a check, and nothing to the derivative
 * check-gradient: f(3, random(3, 0.5, 4), 0.25)
 */
