#include "tiny.h"

/* Gradient of tiny, by hand: everything in registers, each adjoint read and written once. */
double tiny_hand(const double *restrict x, double *restrict x_adj)
{
    double a = x[1] - x[0] * x[0];
    double b = 1.0 - x[0];
    double c = x[2] - x[1] * x[1];
    double d = 1.0 - x[1];

    x_adj[0] -= 400.0 * a * x[0] + 2.0 * b;
    x_adj[1] += 200.0 * a - 400.0 * c * x[1] - 2.0 * d;
    x_adj[2] += 200.0 * c;
    return (100.0 * (a * a) + b * b) + (100.0 * (c * c) + d * d);
}
