#ifndef DIGITS_LOSS_H
#define DIGITS_LOSS_H

enum { PIXELS = 28 * 28, HIDDEN = 64, CLASSES = 10 };
enum { PARAMETERS = HIDDEN * PIXELS + HIDDEN + CLASSES * HIDDEN + CLASSES };

/* Mean cross-entropy of a batch; see loss.c. */
double loss(int batch, const float *images, const unsigned char *labels, const double *keep, const double *W1,
            const double *b1, const double *W2, const double *b2);

#endif
