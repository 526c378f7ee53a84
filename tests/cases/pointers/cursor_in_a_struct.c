#include <adgen/adgen.h>
#include <math.h>

struct I { double *p; };
ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 2;
    struct I it = {y};
    for (int i = 0; i < n; i++) {
        *it.p = sin(*it.p);
        s += *it.p * x[i];
        it.p++;
    }
    return s;
}

/*
 * check: a place behind a pointer in a struct is stored to and read again
 * check-gradient: f(0, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(4, random(8, 0.2, 1), random(8, 0.2, 1))
 */
