#include <adgen/adgen.h>
static double t[8];
static void square(const double *x, int n) { for (int i = 0; i < n; i++) t[i] = x[i] * x[i]; }
static double total(int n) { double s = 0.0; for (int i = 0; i < n; i++) s += t[i] * t[i]; return s; }
ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double s = 0.0;
    for (int k = 0; k < 2; k++) {
        square(x + k, n);
        s += total(n) * (k + 1);
    }
    return s;
}

/*
 * check: helpers that hand on their results in an array of the file, twice
 * check-gradient: f(random(4, -1, 1), 3)
 * check-gradient: f(random(2, -1, 1), 1)
 * check-gradient: f(random(1, -1, 1), 0)
 * check-omits: static double
 */
