#ifndef BENCH_DET_H
#define BENCH_DET_H

double det(int n, const double *A);

double det_hand(int n, const double *restrict A, double *restrict A_adj);

#endif
