#include <adgen/adgen.h>

ADGEN_GRAD()
double f(int n, const double a[][2][3])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 2; j++)
            for (int k = 0; k < 3; k++)
                sum += a[i][j][k] * a[i][1 - j][k] * (k + 1);
    return sum;
}

/*
 * check: three dimensions, the first one open
 * check-gradient: f(2, random(12, -1, 1))
 */
