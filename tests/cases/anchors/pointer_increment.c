#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    while (n--) {
        double t = *x++;
        sum += t * t * t;
    }
    return sum;
}

/*
 * check: *p++ in a loop
 * check-gradient: f(4, random(4, -1, 1))
 */
