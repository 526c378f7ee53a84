#include "layer.h"

#include <adgen/adgen.h>
#include <math.h>

/* Set by adgen's command line: how the Jacobians are called that it writes. */
#ifndef MODE
#define MODE chosen
#endif

#define DEFINE(n, m)           DEFINE_AS(n, m, MODE)
#define DEFINE_AS(n, m, mode)  DEFINE_NAMED(n, m, mode)    /* which expands MODE */
#define DEFINE_NAMED(n, m, mode) \
    ADGEN_JACOBIAN(x, as(mode##_##n##_##m)) ADGEN_NOALIAS \
    void layer_##n##_##m(const double *a, const double x[n], double y[m]) \
    { \
        for (int i = 0; i < m; i++) { \
            double z = 0.0; \
\
            for (int j = 0; j < n; j++) \
                z += a[i * n + j] * x[j]; \
            y[i] = tanh(z); \
        } \
    }

EACH_SHAPE(DEFINE)
