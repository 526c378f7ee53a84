#ifndef BENCH_NEWTON_H
#define BENCH_NEWTON_H

double newton(int n, const double *a);
double newton_hand(int n, const double *restrict a, double *restrict a_adj);

#endif
