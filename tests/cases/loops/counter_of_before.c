#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 1.0;
    int    i = n / 3, j = 0;

    for (; i < n; i++)
        s = s * x[i] + 0.1 * s * s;
    while (j < n) {
        s = s * x[j] + 0.1 * s * s;
        j += 2;
    }
    i -= 1;
    while (i >= 0) {
        int k = 0;
        while (k <= i) {
            s = s * x[k] + 0.1 * x[i];
            k++;
        }
        i--;
    }
    return s + j;
}

/*
 * check: for without a first part, while with a step at its end: loops that count
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(1, {0.5})
 * check-gradient: f(0, {1})
 * check-omits: tape
 */
