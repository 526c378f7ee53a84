#include <adgen/adgen.h>
#include <math.h>

/* The condition says that the root is above zero, and so that its slope is finite. */
ADGEN_VJP(x)
void direction(const double *x, double *restrict y)
{
    double square = x[0] * x[0] + x[1] * x[1];

    if (square > 0.0) {
        double length = sqrt(square);

        y[0] = x[0] / length * sin(length);
        y[1] = x[1] / length * cos(length);
    } else {
        y[0] = x[0];
        y[1] = x[1];
    }
}

/*
 * check: no condition on adjoints stands where the branch excludes that a divisor is zero
 * check-gradient: direction({0.6, -0.7}, random(2, -1, 1))
 * check-call: direction({0.0, 0.0}, zeros(2))
 * check-seed: y = {2.0, 3.0}
 * check-value: x = {2.0, 3.0}
 * check-omits: != 0.0
 */
