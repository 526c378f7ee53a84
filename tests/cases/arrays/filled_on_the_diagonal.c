#include <adgen/adgen.h>
ADGEN_GRAD(x)
double f(const double *x, int m)
{
    double t[3][3] = {{0}}, sum = 0.0;
    for (int k = 0; k < m; k++) {
        for (int i = 0; i < 3; i++)
            t[i][i] = x[i] * x[i] * (k + 1);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                sum += t[i][j] * t[i][j] * (1 + i + 2 * j);
        t[k % 3][(k + 1) % 3] = x[0] * sum;
    }
    return sum;
}

/*
 * check: only the diagonal of an array is filled anew in each iteration
 * check-gradient: f(random(3, -1, 1), 4)
 */
