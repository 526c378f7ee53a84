#ifndef BENCH_MLP_H
#define BENCH_MLP_H

/* Networks on a batch of `n` rows x, with targets y: tanh layers, and a linear one under a mean of squares. */

/* One hidden layer: x is n x in, w1 in x hidden, w2 hidden x out; b1 and b2 the biases. */
double shallow(int n, int in, int hidden, int out, const double *restrict x, const double *restrict y,
               const double *restrict w1, const double *restrict b1, const double *restrict w2, const double *restrict b2);
double shallow_hand(int n, int in, int hidden, int out, const double *x, const double *y, const double *w1, const double *b1,
                    const double *w2, const double *b2, double *w1_adj, double *b1_adj, double *w2_adj, double *b2_adj);

/* So many hidden layers of one width; w holds in x width, then width x width for each further, then width x out. */
double deep(int n, int in, int width, int layers, int out, const double *restrict x, const double *restrict y,
            const double *restrict w);
double deep_hand(int n, int in, int width, int layers, int out, const double *x, const double *y, const double *w, double *w_adj);

#endif
