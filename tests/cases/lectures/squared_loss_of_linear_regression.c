#include <adgen/adgen.h>

ADGEN_GRAD(w)
double loss(int d, const double w[d], const double x[d], double t)
{
    double y = 0.0;
    for (int j = 0; j < d; j++)
        y += w[j] * x[j];
    return (y - t) * (y - t);
}

/*
 * check: (w x - t)^2 has the gradient 2 (w x - t) x
 * check-gradient: loss(2, random(2, -1, 1), {1.5, -2.0}, 0.5)
 * check-value: w[0] = 2 * (w[0] * 1.5 - w[1] * 2 - 0.5) * 1.5
 * check-value: w[1] = -4 * (w[0] * 1.5 - w[1] * 2 - 0.5)
 */
