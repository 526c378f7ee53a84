#include "perceptron.h"

#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/*
 * The mean squared error of a perceptron with a hidden layer of tanh: weights W1[hidden][in] and W2[out][hidden],
 * biases b1 and b2, inputs x[batch][in], targets y[batch][out].
 */
ADGEN_GRAD(W1, b1, W2, b2)
double perceptron(int batch, int in, int hidden, int out, const double *W1, const double *b1, const double *W2,
                  const double *b2, const double *x, const double *y)
{
    double *a = malloc((size_t)hidden * sizeof *a);
    double  loss = 0.0;

    for (int s = 0; s < batch; s++) {
        for (int i = 0; i < hidden; i++) {
            double z = b1[i];

            for (int j = 0; j < in; j++)
                z += W1[i * in + j] * x[s * in + j];
            a[i] = tanh(z);
        }
        for (int i = 0; i < out; i++) {
            double z = b2[i];

            for (int j = 0; j < hidden; j++)
                z += W2[i * hidden + j] * a[j];
            z -= y[s * out + i];
            loss += z * z;
        }
    }
    free(a);
    return loss / batch;
}
