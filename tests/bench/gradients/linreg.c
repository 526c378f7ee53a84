#include "linreg.h"

#include <adgen/adgen.h>

/* How far a linear model with weights w[d] is from the targets y[n] of the samples x[n][d], squared. */
ADGEN_GRAD(w)
double linreg(int n, int d, const double *w, const double *x, const double *y)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        double residual = 0.0;

        for (int j = 0; j < d; j++)
            residual += x[i * d + j] * w[j];
        residual -= y[i];
        loss += residual * residual;
    }
    return loss;
}
