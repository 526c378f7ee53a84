#include "work.h"

#include <math.h>

double valley(int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i + 1 < n; i++) {
        double across = x[i + 1] - x[i] * x[i], along = 1.0 - x[i];

        sum += 100.0 * across * across + along * along;
    }
    return sum;
}

double logistic(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double z = 0.0;

        for (int j = 0; j < d; j++)
            z += w[j] * x[i * d + j];
        sum += log1p(exp(-y[i] * z));
    }
    return sum / n;
}

double burgers(int steps, const double u0[restrict CELLS], const double seen[restrict CELLS])
{
    double u[CELLS], next[CELLS], sum = 0.0;

    for (int i = 0; i < CELLS; i++)
        u[i] = u0[i];
    for (int s = 0; s < steps; s++) {
        for (int i = 0; i < CELLS; i++) {
            double west = u[(i + CELLS - 1) % CELLS], east = u[(i + 1) % CELLS];

            next[i] = u[i] - 0.1 * u[i] * (east - west) + 0.2 * (east - 2.0 * u[i] + west);
        }
        for (int i = 0; i < CELLS; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < CELLS; i++)
        sum += (u[i] - seen[i]) * (u[i] - seen[i]);
    return sum;
}

double mixture(int n, const double p[restrict KINDS * (1 + 2 * DIMENSIONS)], const double *restrict x)
{
    const double *means = p + KINDS, *widths = means + KINDS * DIMENSIONS;
    double        all = 0.0, sum = 0.0;

    for (int k = 0; k < KINDS; k++)
        all += exp(p[k]);
    for (int i = 0; i < n; i++) {
        double likelihood = 0.0;

        for (int k = 0; k < KINDS; k++) {
            double exponent = p[k];

            for (int j = 0; j < DIMENSIONS; j++) {
                double off = (x[i * DIMENSIONS + j] - means[k * DIMENSIONS + j]) * exp(-widths[k * DIMENSIONS + j]);

                exponent -= 0.5 * off * off + widths[k * DIMENSIONS + j];
            }
            likelihood += exp(exponent);
        }
        sum += log(likelihood);
    }
    return log(all) - sum / n;
}

static double squash(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

double memory(int n, const double w[restrict GATES * UNITS * (UNITS + 2) + UNITS], const double *restrict x)
{
    const double *last = w + GATES * UNITS * (UNITS + 2);
    double        state[UNITS] = {0.0}, output[UNITS] = {0.0}, sum = 0.0;

    for (int t = 0; t + 1 < n; t++) {
        double gate[GATES][UNITS], foretold = 0.0;

        for (int g = 0; g < GATES; g++)
            for (int i = 0; i < UNITS; i++) {
                const double *row = w + (g * UNITS + i) * (UNITS + 2);
                double        z = row[UNITS] * x[t] + row[UNITS + 1];

                for (int j = 0; j < UNITS; j++)
                    z += row[j] * output[j];
                gate[g][i] = z;
            }
        for (int i = 0; i < UNITS; i++) {
            state[i] = squash(gate[0][i]) * state[i] + squash(gate[1][i]) * tanh(gate[2][i]);
            output[i] = squash(gate[3][i]) * tanh(state[i]);
            foretold += last[i] * output[i];
        }
        sum += (foretold - x[t + 1]) * (foretold - x[t + 1]);
    }
    return sum / n;
}
