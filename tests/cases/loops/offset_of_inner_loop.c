#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 1.0;

    for (int i = 0; i < n; i++) {
        int row = i * 3;
        for (int k = 0; k < 3; k++) {
            int at = row + k;
            s = 0.5 * s * s + x[at];
        }
    }
    return s;
}

/*
 * check: an index of the inner loop depends on a local of the outer one, and iterations on each other
 * check-gradient: f(4, random(12, -0.5, 0.5))
 */
