/*
 * Online, mini-batch and batch gradient descent on the same data: after each epoch the loss of each, to descent.csv.
 * Adjoints accumulate, so a batch's gradient is as many calls with the same array, or one call for all its samples.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent.h"
#include "descent_grad.h"

enum { COUNT = 200, D = 3, EPOCHS = 30, FLAVOURS = 3 };

static double x[COUNT * D], t[COUNT];

static void make_data(void)
{
    for (int n = 0; n < COUNT; n++) {
        x[n * D] = sin(1.3 * n);
        x[n * D + 1] = cos(2.1 * n + 1.0);
        x[n * D + 2] = 1.0;
        t[n] = 2.0 * x[n * D] - x[n * D + 1] + 0.5 + 0.1 * sin(17.0 * n);
    }
}

/* One epoch with batches of the given size. */
static void epoch(double *w, int batch, double rate)
{
    for (int first = 0; first < COUNT; first += batch) {
        double w_adj[D] = {0.0};
        int    size = COUNT - first < batch ? COUNT - first : batch;

        squared_error_grad(size, D, w, x + first * D, t + first, w_adj);
        for (int j = 0; j < D; j++)
            w[j] -= rate / size * w_adj[j];
    }
}

int main(void)
{
    static const int batch[FLAVOURS] = {1, 20, COUNT};
    double           w[FLAVOURS][D], last = 0.0;
    FILE            *csv = fopen("descent.csv", "w");

    if (!csv)
        return 1;
    make_data();
    memset(w, 0, sizeof w);
    printf("epoch       online   mini-batch        batch\n");
    fprintf(csv, "epoch,online,mini-batch,batch\n");
    for (int e = 0; e <= EPOCHS; e++) {
        fprintf(csv, "%d", e);
        if (e % 5 == 0)
            printf("%5d", e);
        for (int k = 0; k < FLAVOURS; k++) {
            last = squared_error(COUNT, D, w[k], x, t) / COUNT;
            fprintf(csv, ",%.8f", last);
            if (e % 5 == 0)
                printf("   %10.6f", last);
            epoch(w[k], batch[k], 0.05);
        }
        fprintf(csv, "\n");
        if (e % 5 == 0)
            printf("\n");
    }
    fclose(csv);
    return last < 0.5 ? 0 : 1;
}
