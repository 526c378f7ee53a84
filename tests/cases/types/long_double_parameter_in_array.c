#include <adgen/adgen.h>

ADGEN_GRAD()
long double sum(int n, const long double *x)
{
    long double s = 0.0L;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i] * (i + 1);
    return s;
}

/*
 * check: an array of long double
 * check-gradient: sum(4, random(4, -1, 1))
 */
