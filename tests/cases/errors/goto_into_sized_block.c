#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double y = x;
    if (n > 3)
        goto inside;
    if (n > 0) {
        y = y * x;
inside:;
        double t[n];
        for (int i = 0; i < n; i++)
            t[i] = y * i;
        y = t[n - 1];
    }
    return y;
}

/*
 * check: goto into a block that declares a variable-length array
 * check-error: adgen-goto @ 8
 * check-error-text: a loop or an early return can be differentiated
 */
