#include <adgen/adgen.h>

ADGEN_GRAD(u0)
double heat(int n, int steps, double k, const double *u0)
{
    double u[n], next[n], sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] + k * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
        for (int i = 1; i < n - 1; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    return sum;
}

/*
 * check: time steps with a row that is copied back
 * check-gradient: heat(6, 4, 0.2, random(6, 0, 1))
 */
