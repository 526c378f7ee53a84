#include <adgen/adgen.h>

/* A coefficient for each row, which has an adjoint of its own. */
ADGEN_GRAD()
double rows(int n, int m, const double *restrict u, const double *restrict c, double *restrict v)
{
    double sum = 0.0;
    for (int i = 1; i < n - 1; i++) {
        double here = 0.5 * c[i];
        for (int j = 1; j < m - 1; j++)
            v[i * m + j] = u[i * m + j] + here * (u[i * m + j + 1] + u[i * m + j - 1] + u[(i + 1) * m + j] + u[(i - 1) * m + j]);
    }
    for (int i = 0; i < n * m; i++)
        sum += v[i] * v[i];
    return sum;
}

/* Forward and backward in one loop: what is computed stays. */
ADGEN_GRAD(u)
void once(int n, int m, const double *restrict u, const int *restrict kind, double *restrict v)
{
    for (int i = 2; i < n; i++)
        for (int j = 0; j < m; j++)
            v[i * m + j] = u[i * m + j] * u[(i - 1) * m + j] - u[(i - 2) * m + j] * kind[j];
}

/*
 * check: nests that write more than the rows that they add to keep it in a loop of its own
 * check-gradient: rows(6, 5, random(30, -1, 1), random(6, -1, 1), random(30, -1, 1))
 * check-gradient: rows(4, 4, random(16, -1, 1), random(4, -1, 1), random(16, -1, 1))
 * check-gradient: rows(3, 3, random(9, -1, 1), random(3, -1, 1), random(9, -1, 1))
 * check-gradient: rows(2, 3, random(6, -1, 1), random(2, -1, 1), random(6, -1, 1))
 * check-gradient: once(6, 3, random(18, -1, 1), {1, 2, 0}, random(18, -1, 1))
 * check-gradient: once(3, 1, random(3, -1, 1), {1}, random(3, -1, 1))
 * check-gradient: once(2, 2, random(4, -1, 1), {1, 2}, random(4, -1, 1))
 * check-has: c_adj[i] += here_adj * 0.5;
 * check-has: if (i >= 2 && i < n - 2 && m >= 4) {
 * check-has: if (i >= 2 && i < n - 2) {
 */
