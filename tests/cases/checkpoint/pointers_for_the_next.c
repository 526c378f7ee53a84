#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_GRAD()
double first_then_other(int n, double a, double *x, double *y)
{
    double *q = x;

#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++) {
        q[i] = a * 0.5;
        q = y;
    }
    return x[0] + y[1];
}

/*
 * check: a pointer that is set for the next step, where only its adjoint is needed backward
 * check-gradient: first_then_other(4, 0.7, random(4, -1, 1), random(4, -1, 1))
 */
