#include <adgen/adgen.h>

enum { ADD, KEEP, USE, STOP };

ADGEN_GRAD(x)
double f(int n, const int *op, const double *x)
{
    double acc = 1.0, kept = 0.0;

    for (int i = 0; i < n; i++) {
        switch (op[i]) {
        default:
            acc += 0.5;
            /* fall through */
        case ADD:
            acc *= x[i];
            break;
        case KEEP:
            if (acc > 0.5)
                break;
            kept += acc;
            continue;
        case USE:
            switch (op[i + 1]) {
            case ADD:
                if (kept > 2.0)
                    break;
                kept *= acc;
                break;
            case KEEP:
                if (acc < 0.0)
                    break;
                for (int k = 0; k < 2; k++) {
                    if (k == 0)
                        continue;
                    kept += acc;
                }
                continue;
            case STOP:
                return acc * kept;
            }
            acc = kept + x[i];
        }
        acc += kept * 0.25;
    }
    return acc * kept + acc;
}

/*
 * check: a switch in a loop with both break in the middle of a group and continue, and one inside another
 * check-gradient: f(0, {0}, zeros(0))
 * check-gradient: f(6, {0, 1, 2, 4, 1, 0, 0}, random(6, 0.2, 0.9))
 * check-gradient: f(6, {1, 0, 1, 2, 1, 0, 0}, random(6, 0.1, 0.4))
 * check-gradient: f(5, {0, 1, 2, 0, 2, 3}, random(5, 0.1, 0.4))
 */
