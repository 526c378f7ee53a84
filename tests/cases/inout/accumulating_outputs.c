#include <adgen/adgen.h>

ADGEN_VJP(x)
void f(int n, int m, const double *x, double *sums)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            sums[i] += x[j] * x[i] * sums[i];
}

/*
 * check: outputs that add to what is there
 * check-gradient: f(2, 3, random(3, -1, 1), random(2, -1, 1))
 */
