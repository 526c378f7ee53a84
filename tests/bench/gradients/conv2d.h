#ifndef BENCH_CONV2D_H
#define BENCH_CONV2D_H

/* channels x rows x columns */
typedef struct Image {
    int     channels, rows, columns;
    double *data;
} Image;

/* kernels[channels][channels of the input][size][size], bias[channels] */
typedef struct Filter {
    int     channels, size;
    double *kernels;
    double *bias;
} Filter;

double conv2d(const Image *image, const Filter *first, const Filter *second, const double *target);

double conv2d_hand(const Image *restrict image, const Filter *restrict first, const Filter *restrict second,
                   const double *restrict target, Filter *restrict first_adj, Filter *restrict second_adj);

#endif
