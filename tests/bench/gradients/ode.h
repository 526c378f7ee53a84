#ifndef BENCH_ODE_H
#define BENCH_ODE_H

double ode(int n, int steps, const double *rate);
double ode_hand(int n, int steps, const double *restrict rate, double *restrict rate_adj);

#endif
