#include <adgen/adgen.h>

ADGEN_GRAD(k)
double diffuse(int n, int steps, const double *k, double *u, double *next)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] + k[i] * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
        for (int i = 1; i < n - 1; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    return sum;
}

/*
 * check: what the steps of a simulation only read is not kept for each of them, where no state overlaps it
 * check-gradient: diffuse(5, 3, random(5, 0.1, 0.2), random(5, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: diffuse(5, 3, random(5, 0.1, 0.2), u = random(5, 0.5, 1), next = u)
 * check-gradient: diffuse(5, 2, k = random(5, 0.1, 0.2), u = k, random(5, 0.5, 1))
 * check-gradient: diffuse(4, 2, k = random(5, 0.1, 0.2), random(5, 0.5, 1), next = k + 1)
 * check-gradient: diffuse(4, 2, k = random(5, 0.1, 0.2), u = k + 1, next = k)
 * check-has: diffuse_grad_apart(
 */
