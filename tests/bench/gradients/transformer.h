#ifndef BENCH_TRANSFORMER_H
#define BENCH_TRANSFORMER_H

typedef struct Sizes {
    int length, width, heads, hidden;
} Sizes;

/* The parameters of one block; matrices have a row for each output. */
typedef struct Block {
    double *norm1_gain, *norm1_bias;
    double *query, *key, *value, *project;   /* width x width */
    double *norm2_gain, *norm2_bias;
    double *up, *up_bias;                    /* hidden x width */
    double *down, *down_bias;                /* width x hidden */
} Block;

double transformer(const Sizes *sizes, const Block *block, const double *x, const double *target);

double transformer_hand(const Sizes *restrict sizes, const Block *restrict block, const double *restrict x,
                        const double *restrict target, Block *restrict block_adj);

#endif
