#ifndef BENCH_LSE_H
#define BENCH_LSE_H

double lse(int n, const double *x);
double lse_hand(int n, const double *restrict x, double *restrict x_adj);

#endif
