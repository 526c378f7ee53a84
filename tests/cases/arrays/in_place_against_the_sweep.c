#include <adgen/adgen.h>

ADGEN_VJP()
void smooth(int n, double *x)
{
    for (int i = 0; i < n - 1; i++)
        x[i] = x[i] * x[i + 1];
}

/*
 * check: each element reads the next one's old value
 * check-gradient: smooth(5, random(5, 0.5, 1.5))
 */
