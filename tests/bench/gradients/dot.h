#ifndef BENCH_DOT_H
#define BENCH_DOT_H

double dot(int n, const double *a, const double *b);
double dot_hand(int n, const double *restrict a, const double *restrict b, double *restrict a_adj,
                double *restrict b_adj);

#endif
