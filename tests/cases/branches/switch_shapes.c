#include <adgen/adgen.h>
#include <math.h>

enum kind { LINEAR, SQUARE, GROWTH, SKIP, STOP };

ADGEN_GRAD(x)
double f(int n, const double *x, const enum kind *kind)
{
    double s = 1.0;

    for (int i = 0; i < n; i++) {
        switch (kind[i]) {
        case LINEAR:
            s *= x[i];
            break;
        default:
            if (s > 3.0)
                break;
            s -= x[i];
            break;
        case SQUARE: {
            double t = x[i] * s;
            s += t * t;
            break;
        }
        case GROWTH:
            s += exp(-x[i]);
            /* fall through */
        case SKIP:
            s += 0.1 * s * x[i];
        }
    }
    return s;
}

/*
 * check: a default in the middle, blocks, a break in an if, falling through, in a loop
 * check-gradient: f(6, random(6, -1, 1), {0, 1, 2, 3, 4, 2})
 * check-gradient: f(4, {2.0, 2.5, 0.5, 0.3}, {0, 0, 4, 1})
 * check-gradient: f(0, {1}, {0})
 */
