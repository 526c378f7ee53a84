#include <adgen/adgen.h>
#include <math.h>
#include <stdbool.h>

typedef struct {
    int         features;
    double     *gamma, *beta;
    ADGEN_INACTIVE double *running_mean, *running_var;
    double      momentum, epsilon;
} BatchNorm;

/* In place on count rows; training says whether the statistics are the batch's, which the running ones then follow. */
static void batch_norm(BatchNorm *bn, int count, double *rows, bool training)
{
    for (int f = 0; f < bn->features; f++) {
        double mean, var;

        if (training && count > 1) {
            mean = var = 0.0;
            for (int r = 0; r < count; r++)
                mean += rows[r * bn->features + f];
            mean /= count;
            for (int r = 0; r < count; r++) {
                double d = rows[r * bn->features + f] - mean;
                var += d * d;
            }
            var /= count;
            bn->running_mean[f] = (1 - bn->momentum) * bn->running_mean[f] + bn->momentum * mean;
            bn->running_var[f] = (1 - bn->momentum) * bn->running_var[f] + bn->momentum * var * count / (count - 1);
        } else {
            mean = bn->running_mean[f];
            var = bn->running_var[f];
        }
        double scale = bn->gamma[f] / sqrt(var + bn->epsilon);
        for (double *x = rows + f; x < rows + count * bn->features; x += bn->features)
            *x = (*x - mean) * scale + bn->beta[f];
    }
}

/* Logistic loss of a linear classifier on normalised rows. */
ADGEN_GRAD(bn, rows, w)
double training_loss(BatchNorm *bn, int count, double *rows, const double *w, const int *label, bool training)
{
    double loss = 0.0;

    batch_norm(bn, count, rows, training);
    for (int r = 0; r < count; r++) {
        double z = 0.0;
        for (int f = 0; f < bn->features; f++)
            z += w[f] * rows[r * bn->features + f];
        loss += label[r] ? log1p(exp(-z)) : log1p(exp(z));
    }
    return count ? loss / count : loss;
}

/*
 * check: batch normalisation in place, a column walked by a pointer with a stride, inactive members that follow active values
 * check-header-after: its struct has no tag
 * check-gradient: training_loss(&{2, {1.0, 1.0}, {0.0, 0.0}, {0.0, 0.0}, {1.0, 1.0}, 0.1, 1e-5}, 0, zeros(0), {1.0, 1.0}, zeros(0), 1)
 * check-value: return = 0
 * check-gradient: training_loss(&{1, {2.0}, {0.0}, {1.0}, {4.0}, 0.1, 0.0}, 1, {1.0}, {1.0}, {1}, 1)
 * check-value: rows[0] = -0.5
 * check-value: bn->beta[0] = -0.5
 * check-gradient: training_loss(&{2, random(2, 0.5, 1), random(2, -1, 1), random(2, -1, 1), random(2, 0.5, 1), 0.1, 1e-5}, 3,
 *     random(6, -1, 1), random(2, -1, 1), {1, 0, 1}, 0)
 * check-gradient: training_loss(&{3, random(3, 0.5, 1), random(3, -1, 1), random(3, -1, 1), random(3, 0.5, 1), 0.1, 1e-5}, 4,
 *     random(12, -1, 1), random(3, -1, 1), {1, 0, 1, 1}, 1)
 */
