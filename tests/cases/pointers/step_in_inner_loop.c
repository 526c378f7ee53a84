#include <adgen/adgen.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 1;
    unsigned m = (unsigned)n;
    for (unsigned i = 0; i + 1 < m; i++) {
        const double *p = x + i;
        for (int j = 0; j < 3; j++) {
            s = s * 0.9 + *p * y[j];
            p++;
            y[j] = s * 0.2;
        }
    }
    return s;
}

/*
 * check: a pointer that steps in a loop that counts, inside one that does not
 * check-gradient: f(0, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(4, random(8, 0.2, 1), random(8, 0.2, 1))
 */
