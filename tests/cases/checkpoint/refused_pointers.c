#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_GRAD(a)
double f(int n, const double *a, const double *b)
{
    const double *rows[3] = {a, b, b + 1};
    double        sum = 1.0;

#pragma adgen checkpoint(3)
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; i++)
            sum += sum * rows[k][i] * rows[(k + 1) % 3][i] * (k + 1);
    rows[1] = a + 1;
    return sum * rows[1][0];
}

/*
 * check: pointers in memory that are changed behind the loop
 * check-error: adgen-checkpoint @ 10
 */
