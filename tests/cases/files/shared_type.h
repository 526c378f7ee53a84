#ifndef SHARED_TYPE_H
#define SHARED_TYPE_H

struct layer {
    int     n;
    double *weight;
    struct {
        double scale, shift;
    } norm;
    struct layer *next;
};

double layer_sum(const struct layer *layer, const double *x);

#endif
