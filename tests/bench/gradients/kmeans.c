#include "kmeans.h"

#include <adgen/adgen.h>
#include <math.h>

static double sqdistance(int d, const double *a, const double *b)
{
    double sum = 0.0;

    for (int i = 0; i < d; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

/* What k-means minimizes: the sum over points x[n][d] of the squared distance to the nearest of centres[k][d]. */
ADGEN_GRAD(centres)
double kmeans(int n, int d, int k, const double *centres, const double *x)
{
    double sum = 0.0;

    for (int p = 0; p < n; p++) {
        double nearest = INFINITY;

        for (int c = 0; c < k; c++) {
            double distance = sqdistance(d, &x[p * d], &centres[c * d]);

            if (distance < nearest)
                nearest = distance;
        }
        sum += nearest;
    }
    return sum;
}
