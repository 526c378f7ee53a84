#include <adgen/adgen.h>
#include <math.h>

/* recursion that returns a pointer into its argument */
static double *largest(double *a, int n)
{
    double *m;
    if (n == 1)
        return a;
    m = largest(a + 1, n - 1);
    return *a > *m ? a : m;
}

ADGEN_VJP(x)
double f(double *x, int n)
{
    double *p = largest(x, n), s = *p * *p;
    *p = s * x[0];
    return s + *largest(x, n);
}

/*
 * check: a recursive function that returns a pointer into its argument
 * check-gradient: f({1.5}, 1)
 * check-gradient: f({0.5, 1.5, -0.5}, 3)
 * check-gradient: f({0.5, -1.5, 2.5, 0.1}, 4)
 */
