#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 0.0;
    int i = 0;
    while (i < n) {
        double u = x[i];
        while (u < 3.0)
            u = u * 1.5 + x[i];
        t += u * t * 0.1 + u;
        i++;
    }
    return t;
}

/*
 * check: a while loop within a while loop
 * check-gradient: f(4, random(4, 0.5, 1))
 */
