#include <adgen/adgen.h>
#include <math.h>
#include <stdio.h>
static double s[2];
ADGEN_GRAD(x)
double f(int n, const double *x, char *b)
{
    double y = 0;
    for (int k = 0; k < n; k++) {
        snprintf(b, 8, "%.2f", s[0]);
        s[0] = x[k] * x[k] + 1.0;
        y += (double)b[2] * s[0] * s[0];
    }
    return y;
}
/*
 * check: output of what the last call has left in a static array
 * check-error: adgen-static @ 10:32
 */
