#include <adgen/adgen.h>
#include <stdlib.h>
ADGEN_GRAD(u)
void inner(int n, int m, int steps, ADGEN_SIZE(n * m) double *restrict u)
{
#pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++)
                u[i * m + j] *= 0.9 * u[i * m + j];
            for (int j = 1; j < m; j++)
                u[i * m + j] += u[i * m + j - 1];
        }
}
ADGEN_GRAD(u)
void behind(int n, int m, int steps, ADGEN_SIZE(n * m) double *restrict u, double *restrict sum)
{
#pragma adgen checkpoint(3)
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++)
                u[i * m + j] *= 0.9 + u[i * m + j];
            for (int j = 1; j < m; j++)
                u[i * m + j] = u[i * m + j] * u[i * m + j - 1];
        }
        *sum += u[t % (n * m)] * u[0];
    }
}
/*
 * check: nests of a step that change what they read, in loops that keep states
 * check-gradient: inner(2, 3, 4, random(6, 0.2, 0.9))
 * check-gradient: inner(2, 3, 0, random(6, 0.2, 0.9))
 * check-gradient: inner(0, 3, 4, random(6, 0.2, 0.9))
 * check-gradient: behind(2, 3, 4, random(6, 0.2, 0.5), zeros(1))
 * check-gradient: behind(3, 2, 5, random(6, 0.2, 0.5), zeros(1))
 */
