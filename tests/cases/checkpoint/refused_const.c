#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_VJP()
void f(int n, const double *x, double *out)
{
    double s = 1.0;

#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        s = s * s + x[i];
    out[0] = s;
}

/*
 * check: what the caller says is const is not written, not even with what it has held before
 * check-error: adgen-checkpoint @ 9
 * check-error-text: say restrict
 */
