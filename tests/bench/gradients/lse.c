#include "lse.h"

#include <adgen/adgen.h>
#include <math.h>

/* log(exp(x[0]) + ... + exp(x[n - 1])), moved by the largest so that nothing overflows. */
ADGEN_GRAD(x)
double lse(int n, const double *x)
{
    double top = x[0], sum = 0.0;

    for (int i = 1; i < n; i++)
        if (x[i] > top)
            top = x[i];
    for (int i = 0; i < n; i++)
        sum += exp(x[i] - top);
    return top + log(sum);
}
