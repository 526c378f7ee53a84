#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 0.0;
    int    i = 0;

    switch (n % 2) {
    case 0:
        while (i < n) {
            s += x[i] * x[i];
            i++;
    case 1:;
            double t[i + 1];
            t[0] = x[i];
            s += t[0];
            i++;
        }
    }
    return s;
}

/*
 * check: a case label inside a loop of the switch, before a variable-length array
 * check-error: adgen-switch @ 9:5
 */
