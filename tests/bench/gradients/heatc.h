#ifndef BENCH_HEATC_H
#define BENCH_HEATC_H

double heatc(int n, int steps, double k, const double *u0);
double heatc_hand(int n, int steps, double k, const double *restrict u0, double *restrict u0_adj);

#endif
