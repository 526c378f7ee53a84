#include <adgen/adgen.h>

ADGEN_VJP()
void scan(int n, double *x)
{
    for (int i = 1; i < n; i++)
        x[i] = x[i] * x[i - 1];
}

/*
 * check: an array updated in place, each element from the one before
 * check-gradient: scan(5, random(5, 0.5, 1.5))
 * check-gradient: scan(0, zeros(0))
 */
