#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_VJP()
void scatter(double *u, const int *at, int n)
{
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        u[at[i]] = u[at[i]] * u[0];
}

/*
 * check: nobody knows how much of the array the loop changes
 * check-error: adgen-checkpoint @ 7:1
 * check-error-text: it is not known how much memory is behind 'u'
 * check-error-text: ADGEN_SIZE
 */
