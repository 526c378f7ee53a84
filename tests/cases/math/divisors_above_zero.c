#include <adgen/adgen.h>
#include <math.h>

/* Whatever the elements are, no quotient is infinite. */
ADGEN_VJP(x)
void quotients(int n, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double sigmoid = 1.0 / (1.0 + exp(-x[i]));
        double bell = 3.0 / (1.0 + x[i] * x[i]);
        double wave = x[i] / (2.0 + sin(x[i]));

        y[i] = sigmoid * bell + wave / (0.1 + fabs(wave)) + cos(wave);
    }
}

/* What an array holds is as finite as what is stored there. */
ADGEN_VJP(x)
void stored(int n, const double *x, double *y)
{
    double part[8];

    for (int i = 0; i < n; i++)
        part[i] = x[i] / sqrt(1.0 + x[i] * x[i]);
    for (int i = 0; i < n; i++)
        y[i] = sin(part[i]) * tanh(part[i]);
}

/*
 * check: no condition stands before what is added where the divisor is bounded away from zero
 * check-gradient: quotients(4, {0.5, -1.3, 0.4, 2.0}, random(4, -1, 1))
 * check-gradient: stored(4, {0.5, -1.3, 0.0, 2.0}, random(4, -1, 1))
 * check-call: quotients(2, {0.0, 1.0}, zeros(2))
 * check-seed: y = {0.0, 0.0}
 * check-value: x = {0.0, 0.0}
 * check-omits: != 0.0
 */
