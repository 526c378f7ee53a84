#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int i = 0;
    for (;;) {
        if (i >= n)
            break;
        t = t * x[i] + 1.0;
        i++;
    }
    for (; i > 0;)
        t += t * x[--i];
    return t;
}

/*
 * check: for loops without all of their parts
 * check-gradient: f(4, random(4, -1, 1))
 * check-gradient: f(0, zeros(0))
 */
