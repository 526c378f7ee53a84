#include <adgen/adgen.h>

ADGEN_VJP()
void f(int n, const double *restrict x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        y[i] = x[i] * x[i];
        y[i] *= x[i] + y[0];
    }
}

/*
 * check: restrict says that the parameters do not overlap
 * check-gradient: f(4, random(4, -1, 1), random(4, -1, 1))
 */
