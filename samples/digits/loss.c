#include "loss.h"

#include <adgen/adgen.h>
#include <math.h>

/*
 * Mean cross-entropy of a perceptron with one hidden layer over a batch of digits.
 *
 * images[batch][PIXELS] in [0, 1], labels[batch] in 0 .. 9; W1[HIDDEN][PIXELS], b1[HIDDEN], W2[CLASSES][HIDDEN],
 * b2[CLASSES].  keep[batch][HIDDEN] multiplies the hidden units: 1 everywhere, or for dropout 0 or 1 / (1 - rate).
 */
ADGEN_GRAD(W1, b1, W2, b2)
double loss(int batch, const float *images, const unsigned char *labels, const double *keep, const double *W1,
            const double *b1, const double *W2, const double *b2)
{
    double total = 0.0;

    for (int s = 0; s < batch; s++) {
        double hidden[HIDDEN];
        double score[CLASSES];
        double highest;
        double sum = 0.0;

        for (int i = 0; i < HIDDEN; i++) {
            double z = b1[i];

            for (int j = 0; j < PIXELS; j++)
                z += W1[i * PIXELS + j] * images[s * PIXELS + j];
            hidden[i] = keep[s * HIDDEN + i] * tanh(z);
        }
        for (int k = 0; k < CLASSES; k++) {
            double z = b2[k];

            for (int i = 0; i < HIDDEN; i++)
                z += W2[k * HIDDEN + i] * hidden[i];
            score[k] = z;
        }
        highest = score[0];
        for (int k = 1; k < CLASSES; k++)
            if (score[k] > highest)
                highest = score[k];
        for (int k = 0; k < CLASSES; k++)
            sum += exp(score[k] - highest);
        total += log(sum) + highest - score[labels[s]];
    }
    return total / batch;
}
