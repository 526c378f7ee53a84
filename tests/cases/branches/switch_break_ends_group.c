#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, const int *k)
{
    double s = 1.0;
    for (int i = 0; i < n; i++) {
        switch (k[i]) {
        case 0:
            s += x[i];
            break;
        case 1:
            s *= x[i];
            if (s > 1.0)
                break;
            /* fall through */
        default:
            s += 0.5 * x[i];
            if (s > 2.0)
                break;
        }
        s += x[i] * x[i];
    }
    return s;
}

ADGEN_GRAD(x)
double g(double x, int k)
{
    double y = x;
    switch (k) {
    case 0:
        y *= x;
        if (y > 1.0)
            break;
    }
    return y * x;
}

/*
 * check: a break under an if that is the last of its group leaves the switch, not the loop around it
 * check-gradient: f(4, {1.7, 0.9, 1.2, 0.3}, {0, 1, 2, 0})
 * check-gradient: f(3, {1.7, 0.2, 0.3}, {2, 1, 0})
 * check-gradient: g(1.4, 0)
 * check-gradient: g(0.4, 0)
 * check-gradient: g(0.4, 1)
 */
