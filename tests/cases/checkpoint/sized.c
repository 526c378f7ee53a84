#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_VJP()
void scatter(int m, ADGEN_SIZE(m) double *u, const int *at, int n)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        u[at[i]] = u[at[i]] * u[0];
}

/*
 * check: how much of the array the loop changes is not known, but its size
 * check-gradient: scatter(4, {0.5, 1.5, 2.0, 0.7}, {1, 3, 0, 1, 2, 0, 1}, 7)
 * check-gradient: scatter(4, {0.5, 1.5, 2.0, 0.7}, {1}, 0)
 */
