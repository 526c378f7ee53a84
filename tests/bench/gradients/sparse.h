#ifndef BENCH_SPARSE_H
#define BENCH_SPARSE_H

/* Row i has values[start[i]] .. values[start[i + 1] - 1], in the columns beside them. */
typedef struct Sparse {
    int        rows;
    const int *start;
    const int *column;
    double    *values;
} Sparse;

double sparse(const Sparse *A, const double *x, const double *b);

double sparse_hand(const Sparse *restrict A, const double *restrict x, const double *restrict b, Sparse *restrict A_adj,
                   double *restrict x_adj);

#endif
