#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_VJP()
void some(double *u, int n, int m)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        if (i < m)
            for (int k = 0; k < n; k++)
                u[k] = u[k] * u[0];
}

/*
 * check: what only some iterations write may not be there at all
 * check-error: adgen-checkpoint @ 7
 */
