#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_GRAD(x)
double poll(double x, int n, volatile int *stop)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        x = *stop ? x : x * x;
    return x;
}

/*
 * check: what is volatile may be something else the next time
 * check-error: adgen-checkpoint @ 7
 */
