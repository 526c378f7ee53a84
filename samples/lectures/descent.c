/* Linear regression on one sample; the three flavours of gradient descent differ in how many they sum. */
#include "descent.h"

#include <adgen/adgen.h>

ADGEN_GRAD(w)
double squared_error(int count, int d, const double *w, const double *x, const double *t)
{
    double loss = 0.0;

    for (int n = 0; n < count; n++) {
        double y = 0.0;

        for (int j = 0; j < d; j++)
            y += w[j] * x[n * d + j];
        loss += (y - t[n]) * (y - t[n]);
    }
    return loss;
}
