#include <adgen/adgen.h>

/* A matrix whose rows have a length that is calculated. */
ADGEN_GRAD(a)
double f(int n, double a)
{
    int    m = n + 1;
    double b[n][m], sum = 0.0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            b[i][j] = a * a + 0.1 * i;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            b[i][j] *= b[i][m - 1 - j];
            sum += b[i][j] * b[i][0];
        }
    return sum;
}

/*
 * check: the adjoints of such a matrix are cleared by bytes, which a further derivative understands
 * check-gradient: f(3, random(0.5, 1.5))
 * check-gradient: f(1, random(0.5, 1.5))
 */
