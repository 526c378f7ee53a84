#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_VJP()
void walk(double *u, int n)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++, u++)
        u[1] = u[1] * u[0];
}

/*
 * check: a pointer that walks through memory leads to no piece of it that is known
 * check-error: adgen-checkpoint @ 7
 */
