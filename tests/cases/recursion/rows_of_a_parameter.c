#include <adgen/adgen.h>

static double fold(int n, int m, double a[n][m], double tape)
{
    double q = a[0][m - 1] * tape, r;
    a[0][0] *= q;
    if (n == 1)
        return q;
    r = fold(n - 1, m, a + 1, tape * a[0][0]);
    a[1][0] += r;
    return q + r * a[0][0];
}

ADGEN_VJP()
double f(int n, int m, double a[n][m], double k)
{
    double s = fold(n, m, a, k);
    return s * fold(n > 1 ? n - 1 : n, m, n > 1 ? a + 1 : a, k);
}

/*
 * check: rows of a matrix that is a parameter, handed on; a parameter called tape
 * check-gradient: f(1, 3, random(3, -1, 1), 0.3)
 * check-gradient: f(4, 2, random(8, -1, 1), 0.3)
 */
