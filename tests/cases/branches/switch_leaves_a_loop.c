#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, const int *op)
{
    double s = 1.0;

    for (int i = 0; i < n; i++) {
        switch (op[i] + 1) {
        case 1:
            if (x[i] < 0.0)
                continue;
            s *= x[i];
            break;
        case 2:
            s += x[i];
            /* fall through */
        case 3:
            s += s * x[i];
            /* fall through */
        default:
        case 4:
            s *= 1.5;
            break;
        case 5:
            return s * x[i];
        }
    }
    return s;
}

/*
 * check: continue and return from a switch in a loop, falling through twice
 * check-gradient: f(5, {0.5, -0.5, 0.7, 0.3, 0.9}, {0, 0, 1, 2, 3})
 * check-gradient: f(4, {0.5, 0.6, 0.7, 0.3}, {0, 9, 4, 1})
 */
