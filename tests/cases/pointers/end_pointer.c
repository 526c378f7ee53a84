#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (const double *p = x, *end = x + n; p != end; p++)
        sum += *p * *p;
    for (const double *p = x + n; p-- > x;)
        sum += *p * sum;
    return sum;
}

/*
 * check: a loop from pointer to pointer, up and down
 * check-gradient: f(4, random(4, -1, 1))
 * check-gradient: f(0, zeros(1))
 */
