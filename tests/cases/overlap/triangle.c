#include <adgen/adgen.h>

ADGEN_VJP()
void solve(int n, const double *l, double *y)
{
    for (int i = 0; i < n; i++) {
        double s = y[i];
        for (int j = 0; j < i; j++)
            s -= l[i * n + j] * y[j];
        y[i] = s / l[i * n + i];
    }
}

/*
 * check: a triangular system solved in place: the matrix is not copied unless the solution may overwrite it
 * check-gradient: solve(3, random(9, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: solve(3, l = random(11, 0.5, 1), y = l + 8)
 * check-gradient: solve(3, l = random(12, 0.5, 1), y = l + 9)
 * check-gradient: solve(3, l = random(9, 0.5, 1), y = l)
 * check-has: adgen_apart(l, (double)n * n, y, n, sizeof(double))
 */
