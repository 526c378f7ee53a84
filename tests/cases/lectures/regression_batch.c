#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w1, w2)
double loss(int count, int d, int h, const double w1[h][d], const double w2[h], const double x[count][d],
            const double y[count])
{
    double sum = 0.0;
    for (int k = 0; k < count; k++) {
        double f = 0.0;
        for (int i = 0; i < h; i++) {
            double z = 0.0;
            for (int j = 0; j < d; j++)
                z += w1[i][j] * x[k][j];
            f += w2[i] / (1.0 + exp(-z));
        }
        sum += (y[k] - f) * (y[k] - f);
    }
    return 0.5 * sum;
}

/*
 * check: regression with two layers over a batch
 * check-gradient: loss(4, 2, 3, random(6, -1, 1), random(3, -1, 1), random(8, -1, 1), random(4, -1, 1))
 * check-count: 1 exp(
 */
