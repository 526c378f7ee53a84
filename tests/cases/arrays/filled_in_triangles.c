#include <adgen/adgen.h>
ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double y = 0, s[5];
    for (int k = 0; k < n; k++) {
        for (int i = k; i < 3; i++) s[0] = x[k] * i;
        for (int i = 3; i > k; i--) for (int j = 0; j < 3; j++) s[j] = x[k] * i + j;
        for (int j = 0; j < 3; j++) y += s[j] * s[0] * x[k];
    }
    return y;
}
/*
 * check: triangular loops that run no time in later iterations
 * check-gradient: f(5, random(5, -1, 1))
 */
