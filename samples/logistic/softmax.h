#ifndef SOFTMAX_H
#define SOFTMAX_H

#include <adgen/adgen.h>

#include "loss.h"    /* of the sample digits: PIXELS, CLASSES */

enum { ROW = PIXELS + 1, WEIGHTS = CLASSES * ROW };

/* Mean cross-entropy of logistic regression on digits, and half of `decay` times the squares of all weights: for each
 * class as many weights as there are pixels, and one more that is added to the score.
 * images[count][PIXELS] in [0, 1], labels[count] in 0 .. 9. */
ADGEN_GRAD(w) ADGEN_HVP(w)
double softmax(int count, const float *images, const unsigned char *labels, double decay, const double w[WEIGHTS]);

#endif
