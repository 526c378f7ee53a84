#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static double helped(const double *x, int n)
{
    int *h = malloc(2 * sizeof *h);

    if (!h)
        abort();
    h[0] = n % 3;
    h[1] = n % 2;
    double s = sin(x[h[0]]);
    if (n % 2) {
        if (n == 3) {
            double r = tanh(s * x[h[1]]);
            free(h);
            return r;
        }
        s *= x[0];
    }
    s = s * s * x[h[1]];
    free(h);
    return s;
}

ADGEN_GRAD(x)
double helpers(const double *x, int n)
{
    double s = helped(x, n);

    return s * helped(x, n + 1) + s;
}

/*
 * check: a helper that frees its block before an early return, or at its end
 * check-gradient: helpers(random(3, 0.3, 0.9), 2)
 * check-gradient: helpers(random(3, 0.3, 0.9), 3)
 * check-gradient: helpers(random(3, 0.3, 0.9), 4)
 */
