#ifndef BENCH_TINY_H
#define BENCH_TINY_H

double tiny(const double x[3]);

double tiny_hand(const double *restrict x, double *restrict x_adj);

#endif
