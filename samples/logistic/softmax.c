#include "softmax.h"

#include <math.h>

double softmax(int count, const float *images, const unsigned char *labels, double decay, const double w[WEIGHTS])
{
    double total = 0.0, squares = 0.0;

    for (int s = 0; s < count; s++) {
        double score[CLASSES], highest, sum = 0.0;

        for (int k = 0; k < CLASSES; k++) {
            double z = w[k * ROW + PIXELS];

            for (int j = 0; j < PIXELS; j++)
                z += w[k * ROW + j] * images[s * PIXELS + j];
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
    for (int i = 0; i < WEIGHTS; i++)
        squares += w[i] * w[i];
    return total / count + 0.5 * decay * squares;
}
