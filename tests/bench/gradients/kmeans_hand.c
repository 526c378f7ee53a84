#include "kmeans.h"

#include <math.h>

/*
 * Gradient of kmeans, by hand.
 *
 * What makes it fast: each point remembers which centre won and goes backward at once, to this centre alone: d operations
 * after k d in the forward part.  Nothing is kept.
 */

static double sqdistance(int d, const double *restrict a, const double *restrict b)
{
    double sum = 0.0;

    for (int i = 0; i < d; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

double kmeans_hand(int n, int d, int k, const double *restrict centres, const double *restrict x,
                   double *restrict centres_adj)
{
    double sum = 0.0;

    for (int p = 0; p < n; p++) {
        double nearest = INFINITY;
        int winner = 0;

        for (int c = 0; c < k; c++) {
            double distance = sqdistance(d, &x[p * d], &centres[c * d]);

            if (distance < nearest) {
                nearest = distance;
                winner = c;
            }
        }
        sum += nearest;
        for (int i = 0; i < d; i++)
            centres_adj[winner * d + i] += 2.0 * (centres[winner * d + i] - x[p * d + i]);
    }
    return sum;
}
