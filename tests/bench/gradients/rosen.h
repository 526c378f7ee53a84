#ifndef BENCH_ROSEN_H
#define BENCH_ROSEN_H

double rosen(int n, const double *x);
double rosen_hand(int n, const double *restrict x, double *restrict x_adj);

#endif
