/* A sum of sigmoids, fitted to samples of a function: one hidden layer approximates what you like. */
#include "bump.h"

#include <adgen/adgen.h>
#include <math.h>

double sigmoids(int units, const double *w, double x)
{
    double y = w[3 * units];

    for (int i = 0; i < units; i++)
        y += w[3 * i] / (1.0 + exp(-(w[3 * i + 1] * x + w[3 * i + 2])));
    return y;
}

ADGEN_GRAD(w)
double fit_loss(int units, const double *w, int count, const double *x, const double *y)
{
    double loss = 0.0;

    for (int n = 0; n < count; n++) {
        double error = sigmoids(units, w, x[n]) - y[n];

        loss += error * error;
    }
    return loss / count;
}
