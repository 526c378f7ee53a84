#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(beta, w)
double loss(int classes, int hidden, int d, const double beta[classes][hidden], const double w[hidden][d],
            const double x[d], int truth)
{
    double h[hidden], z = 0.0;
    for (int j = 0; j < hidden; j++) {
        double t = 0.0;
        for (int l = 0; l < d; l++)
            t += w[j][l] * x[l];
        h[j] = 1.0 / (1.0 + exp(-t));
    }
    for (int j = 0; j < hidden; j++)
        z += beta[truth][j] * h[j];
    return -log(1.0 / (1.0 + exp(-z)));
}

/*
 * check: dL/dbeta_kj = -(1 - sigma(beta h)) h_j for the true class, nothing for the others (the slides drop the minus)
 * check-gradient: loss(2, 1, 1, {0.5, -1.5}, {2.0}, {0.25}, 1)
 * check-value: beta[0][0] = 0
 * check-value: beta[1][0] = -(1 - 1 / (1 + exp(1.5 / (1 + exp(-0.5))))) / (1 + exp(-0.5))
 * check-gradient: loss(2, 3, 2, random(6, -1, 1), random(6, -1, 1), random(2, -1, 1), 0)
 */
