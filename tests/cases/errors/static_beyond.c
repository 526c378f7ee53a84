#include <adgen/adgen.h>
static double t[8];
ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    for (int i = 0; i <= n; i++)
        s += t[i];
    return s;
}

/*
 * check: an array of the file, of which one element more is read than is written
 * check-error: adgen-static @ 8:9
 */
