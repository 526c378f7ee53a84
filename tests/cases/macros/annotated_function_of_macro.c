#include <adgen/adgen.h>

#define LOSS(name, power)                 \
    ADGEN_GRAD(x)                         \
    double name(double x, double target)  \
    {                                     \
        double e = x - target, t = 1.0;   \
        for (int i = 0; i < power; i++)   \
            t *= e;                       \
        return t;                         \
    }

LOSS(quadratic, 2)
LOSS(cubic, 3)

/*
 * check: annotated functions that a macro defines
 * check-gradient: quadratic(random(1, 2), 0.5)
 * check-gradient: cubic(random(1, 2), 0.5)
 */
