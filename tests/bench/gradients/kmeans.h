#ifndef BENCH_KMEANS_H
#define BENCH_KMEANS_H

double kmeans(int n, int d, int k, const double *centres, const double *x);

double kmeans_hand(int n, int d, int k, const double *restrict centres, const double *restrict x,
                   double *restrict centres_adj);

#endif
