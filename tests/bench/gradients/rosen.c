#include "rosen.h"

#include <adgen/adgen.h>

/* The function of Rosenbrock. */
ADGEN_GRAD(x)
double rosen(int n, const double *x)
{
    double f = 0.0;

    for (int i = 0; i < n - 1; i++) {
        double across = x[i + 1] - x[i] * x[i], along = 1.0 - x[i];

        f += 100.0 * across * across + along * along;
    }
    return f;
}
