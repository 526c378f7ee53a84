#include <adgen/adgen.h>
static double s[2][3];
ADGEN_GRAD(x)
double f(int n, int m, const double *x)
{
    double y = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 3; j++) s[1][j] = x[j] * x[i];
    for (int j = 0; j < 3; j++) y += s[1][j] * s[1][j] * x[0];
    for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) s[0][0] = y * x[i];
    return y + s[0][0] * s[0][0];
}
/*
 * check: a loop that fills a static array may run no time
 * check-error: adgen-static @ 8:37
 */
