#ifndef BENCH_STENCIL2D_H
#define BENCH_STENCIL2D_H

double stencil2d(int n, int steps, double growth, const double *u0, const double *rate);

double stencil2d_hand(int n, int steps, double growth, const double *restrict u0, const double *restrict rate,
                      double *restrict u0_adj, double *restrict rate_adj);

#endif
