#ifndef BENCH_CHAIN_H
#define BENCH_CHAIN_H

double chain(int m, int d, const double *A);

double chain_hand(int m, int d, const double *restrict A, double *restrict A_adj);

#endif
