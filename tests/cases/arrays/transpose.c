#include <adgen/adgen.h>

ADGEN_VJP()
void transpose(int n, double a[n][n])
{
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double t = a[i][j];
            a[i][j] = a[j][i];
            a[j][i] = t;
        }
}

/*
 * check: a matrix transposed in place
 * check-gradient: transpose(3, random(9, -1, 1))
 */
