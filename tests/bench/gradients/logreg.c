#include "logreg.h"

#include <adgen/adgen.h>
#include <math.h>

/* The logistic loss of weights w[d] over samples x[n][d] with labels y[n], each -1 or 1. */
ADGEN_GRAD(w)
double logreg(int n, int d, const double *w, const double *x, const double *y)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        double margin = 0.0;

        for (int j = 0; j < d; j++)
            margin += x[i * d + j] * w[j];
        loss += log(1.0 + exp(-y[i] * margin));
    }
    return loss;
}
