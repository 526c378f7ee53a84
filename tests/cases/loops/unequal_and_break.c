#include <adgen/adgen.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 1;
    for (int i = 3; i != n; i++) {
        if (i >= 7)
            break;
        s += y[i] * x[i] * s;
        y[i] = s;
    }
    return s;
}

/*
 * check: a counter that may have passed the bound of != when a break ends the loop
 * check-gradient: f(1, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(5, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(8, random(8, 0.2, 1), random(8, 0.2, 1))
 */
