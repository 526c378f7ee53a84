#include <adgen/adgen.h>
/* positions and speeds, overwritten in place, by kinds of bodies */
ADGEN_GRAD(x, v, k)
double steps(int n, int steps, double *x, double *v, const double *k, const int *kind, const int *weight)
{
    double s = 0.0;
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++) {
            double xi = x[i], vi = v[i];
            x[i] = xi * (vi * weight[kind[i]]) + vi * (k[i] * weight[kind[i]]);
            v[i] = vi * (xi * weight[kind[i]]);
        }
    for (int i = 0; i < n; i++)
        s += x[i] * x[i] + v[i];
    return s;
}

/*
 * check: gcc is kept from copying, with -O3, what the same loop has overwritten
 * check-gradient: steps(3, 2, random(3, 0.2, 0.9), random(3, 0.2, 0.9), random(3, 0.2, 0.9), {2, 0, 1}, {1, 2, 3, 0})
 * check-has: GCC optimize("no-tree-loop-distribute-patterns")
 */
