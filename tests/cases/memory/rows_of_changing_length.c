#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 1; i <= n; i++) {
        double (*p)[i] = malloc(sizeof(double[i][i]));
        for (int r = 0; r < i; r++)
            for (int c = 0; c < i; c++)
                p[r][c] = x[r] * x[c];
        double (*q)[i] = p + 1;
        for (int r = 1; r < i; r++)
            sum += p[r][i - 1 - r] * q[r - 1][r] * sum;
        sum += p[0][0];
        free(p);
    }
    return sum;
}

/*
 * check: a block of rows whose length changes, allocated in a loop
 * check-has: double *p = malloc(sizeof(double[i][i]));
 * check-gradient: f(4, random(4, 0.5, 1.5))
 */
