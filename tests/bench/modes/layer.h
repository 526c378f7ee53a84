#ifndef BENCH_LAYER_H
#define BENCH_LAYER_H

/* A layer of m neurons on n inputs, y = tanh(a x), for every n and m that is a power of two up to 256. */
#define EACH_M(each, n) \
    each(n, 1) each(n, 2) each(n, 4) each(n, 8) each(n, 16) each(n, 32) each(n, 64) each(n, 128) each(n, 256)
#define EACH_SHAPE(each) \
    EACH_M(each, 1) EACH_M(each, 2) EACH_M(each, 4) EACH_M(each, 8) EACH_M(each, 16) EACH_M(each, 32) EACH_M(each, 64) \
    EACH_M(each, 128) EACH_M(each, 256)

#define DECLARE(n, m) void layer_##n##_##m(const double *a, const double x[n], double y[m]);
EACH_SHAPE(DECLARE)
#undef DECLARE

#endif
