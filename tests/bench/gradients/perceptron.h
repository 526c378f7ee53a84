#ifndef BENCH_PERCEPTRON_H
#define BENCH_PERCEPTRON_H

double perceptron(int batch, int in, int hidden, int out, const double *W1, const double *b1, const double *W2,
                  const double *b2, const double *x, const double *y);
double perceptron_hand(int batch, int in, int hidden, int out, const double *restrict W1, const double *restrict b1,
                       const double *restrict W2, const double *restrict b2, const double *restrict x,
                       const double *restrict y, double *restrict W1_adj, double *restrict b1_adj,
                       double *restrict W2_adj, double *restrict b2_adj);

#endif
