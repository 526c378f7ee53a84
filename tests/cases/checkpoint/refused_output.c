#include <adgen/adgen.h>
#include <stdio.h>
#include "quiet.h"

ADGEN_GRAD(x)
double loud(double x, int n)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++) {
        printf("%d\n", i);
        x = x * x;
    }
    return x;
}

/*
 * check: output would come twice
 * check-error: adgen-checkpoint @ 8
 * check-error-text: 'printf' is called in it
 */
