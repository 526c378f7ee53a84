#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, int *table)
{
    double sum = 0.0;
    for (int m = 1; m * m <= n; m++) {
        int (*t)[m] = (void *)table;
        const double (*cube)[2][m] = (const void *)x;
        for (int k = 0; k < m; k++) {
            t[k][m - 1] += k;
            sum += x[t[k][0] % n] * cube[0][1][k] * sum + cube[0][k % 2][0];
        }
    }
    return sum;
}

/*
 * check: rows of integers, and of matrices, whose length changes
 * check-gradient: f(9, random(9, 0.5, 1.5), {1,2,3,4,5,6,7,8,9})
 */
