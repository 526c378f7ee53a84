#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 1.0;
    int    m = n;

    while (m-- > 0) {
        double z[m + 1][2];
        for (int k = 0; k <= m; k++)
            z[k][0] = x[k] * sum, z[k][1] = z[k][0] + x[m];
        for (int k = 0; k <= m; k++)
            sum += 0.2 * z[k][0] * z[m - k][1];
        if (sum > 9.0)
            break;
    }
    return sum;
}

/*
 * check: a matrix whose size shrinks in a while loop that can be left
 * check-gradient: f(4, random(4, 0.1, 1))
 * check-gradient: f(4, random(4, 1, 2))
 * check-gradient: f(0, {1})
 */
