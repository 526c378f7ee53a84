/* Fits a bump with one hidden layer of sigmoids by gradient descent with momentum; the fit goes to bump.csv. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bump.h"
#include "bump_grad.h"

enum { UNITS = 8, WEIGHTS = 3 * UNITS + 1, COUNT = 101, STEPS = 20000 };

int main(void)
{
    double w[WEIGHTS], w_adj[WEIGHTS], momentum[WEIGHTS] = {0}, x[COUNT], y[COUNT], loss = 0.0;
    FILE  *csv = fopen("bump.csv", "w");

    if (!csv)
        return 1;
    for (int n = 0; n < COUNT; n++) {
        x[n] = n / (COUNT - 1.0);
        y[n] = exp(-50.0 * (x[n] - 0.4) * (x[n] - 0.4));
    }
    for (int i = 0; i < UNITS; i++) {
        w[3 * i] = i % 2 ? -0.5 : 0.5;
        w[3 * i + 1] = 12.0;
        w[3 * i + 2] = -12.0 * (i + 0.5) / UNITS;
    }
    w[3 * UNITS] = 0.0;
    for (int step = 0; step <= STEPS; step++) {
        memset(w_adj, 0, sizeof w_adj);
        loss = fit_loss_grad(UNITS, w, COUNT, x, y, w_adj);
        for (int i = 0; i < WEIGHTS; i++) {
            momentum[i] = 0.9 * momentum[i] - 0.1 * w_adj[i];
            w[i] += momentum[i];
        }
        if (step % 4000 == 0)
            printf("step %5d   mean squared error %.2e\n", step, loss);
    }
    fprintf(csv, "x,bump,fit\n");
    for (int n = 0; n < COUNT; n++)
        fprintf(csv, "%.4f,%.6f,%.6f\n", x[n], y[n], sigmoids(UNITS, w, x[n]));
    fclose(csv);
    return loss < 1e-4 ? 0 : 1;
}
