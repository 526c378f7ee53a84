#include <adgen/adgen.h>

ADGEN_VJP()
void rows(int n, double (*a)[3], const double *s, double (*b)[3])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 3; j++)
            b[i][j] = a[i][j] * a[i][j] * s[i];
}

/*
 * check: arrays count with all their elements
 * check-gradient: rows(2, random(6, 0.5, 1), random(2, 0.5, 1), random(6, 0.5, 1))
 * check-gradient: rows(2, a = random(6, 0.5, 1), random(2, 0.5, 1), b = a)
 * check-gradient: rows(2, a = random(9, 0.5, 1), random(2, 0.5, 1), b = a + 1)
 * check-has: adgen_apart(a, 3.0 * n, b, 3.0 * n, sizeof(double)) && adgen_apart(s, n, b, 3.0 * n, sizeof(double))
 */
