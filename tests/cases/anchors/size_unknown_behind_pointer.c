#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double *x, const int *length)
{
    double t = 1.0;
    for (int i = 0; i < *length; i++)
        t = t * x[i] + x[0];
    return t;
}

/*
 * check: nobody has to say how long an array behind a pointer is
 * check-gradient: f(random(5, -1, 1), {5})
 */
