#include <adgen/adgen.h>

double depth_weight, visited[4];

static double descend(double x, int n)
{
    depth_weight *= 1.0 + 0.1 * x;
    visited[n % 4] += x * depth_weight;
    if (n == 0)
        return visited[0];
    double below = descend(x * 0.5, n - 1);
    return below + depth_weight;
}

ADGEN_GRAD(x, w)
double f(double x, double w, int n)
{
    depth_weight = w;
    for (int i = 0; i < 4; i++)
        visited[i] = 0.0;
    double d = descend(x, n);
    return d * visited[1];
}

/*
 * check: globals written by a function that calls itself
 * check-gradient: f(0.7, 0.3, 0)
 * check-gradient: f(0.7, 0.3, 5)
 */
