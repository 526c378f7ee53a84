#include <adgen/adgen.h>

ADGEN_VJP()
void squares(int n, double *x, int times)
{
    for (int k = 0; k < times; k++)
        for (int i = 0; i < n; i++)
            x[i] = x[i] * x[i] - 0.25;
}

/*
 * check: the same elements overwritten again and again
 * check-gradient: squares(4, random(4, 0.5, 1.2), 3)
 */
