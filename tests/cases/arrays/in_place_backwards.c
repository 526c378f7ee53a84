#include <adgen/adgen.h>

ADGEN_VJP()
void scan(int n, double *x)
{
    for (int i = n - 2; i >= 0; i--)
        x[i] = x[i] * x[i + 1] + x[i];
}

/*
 * check: an array updated in place from its end
 * check-gradient: scan(5, random(5, 0.5, 1.5))
 */
