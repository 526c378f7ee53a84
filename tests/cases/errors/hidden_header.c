#include <adgen/adgen.h>

#define UNTIL(n) ; ++i < (n);

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double r = 1.0;
    int    i = -1;

    for (UNTIL(n))
        r += x[i] * r;
    return r;
}

#define COUNT(i) (i)--

ADGEN_GRAD(x)
double g(const double *x, int n)
{
    double r = 1.0;

#define HEADER ; COUNT(n);
    for (HEADER)
        r += x[n] * r;
    return r;
}

/*
 * check: a macro hides the semicolons of a for, and what is there may be the condition or the step
 * check-error: adgen-construct @ 24
 */
