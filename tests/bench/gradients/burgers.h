#ifndef BENCH_BURGERS_H
#define BENCH_BURGERS_H

double burgers(int n, int steps, double a, double b, const double *u0);
double burgers_hand(int n, int steps, double a, double b, const double *restrict u0, double *restrict u0_adj);

#endif
