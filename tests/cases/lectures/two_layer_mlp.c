#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w, v)
double loss(int m, int n, const double w[m][n], const double v[m], const double x[n], double y)
{
    double o = 0.0;
    for (int i = 0; i < m; i++) {
        double h = 0.0;
        for (int j = 0; j < n; j++)
            h += w[i][j] * x[j];
        o += v[i] / (1.0 + exp(-h));
    }
    return 0.5 * (y - o) * (y - o);
}

/*
 * check: dL/dv = (o - y) a, dL/dW_ij = (o - y) v_i sigma'(h_i) x_j (the slides drop the sign of d(y - o))
 * check-gradient: loss(1, 2, {0.5, -0.25}, {2.0}, {1.0, 3.0}, 0.5)
 * check-value: v[0] = (2 / (1 + exp(0.25)) - 0.5) / (1 + exp(0.25))
 * check-value: w[0][0] = (2 / (1 + exp(0.25)) - 0.5) * 2 / (1 + exp(0.25)) * (1 - 1 / (1 + exp(0.25)))
 * check-value: w[0][1] = (2 / (1 + exp(0.25)) - 0.5) * 2 / (1 + exp(0.25)) * (1 - 1 / (1 + exp(0.25))) * 3
 * check-gradient: loss(3, 2, random(6, -1, 1), random(3, -1, 1), random(2, -1, 1), 0.5)
 * check-count: 1 exp(
 */
