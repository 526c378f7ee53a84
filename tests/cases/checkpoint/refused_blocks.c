#include <adgen/adgen.h>
#include <stdlib.h>
#include "quiet.h"

ADGEN_GRAD(x)
double renew(double x, int n)
{
    double *last = malloc(sizeof *last), y;

    *last = x;
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++) {
        double *next = malloc(sizeof *next);

        *next = *last * *last;
        free(last);
        last = next;
    }
    y = *last;
    free(last);
    return y;
}

/*
 * check: the state would be in blocks of other iterations
 * check-error: adgen-checkpoint @ 11
 */
