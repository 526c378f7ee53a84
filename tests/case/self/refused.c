#include <adgen/adgen.h>

ADGEN_GRAD(x)
double refused(double x, int kind)
{
    switch (kind) {
    case 0:
        x *= x;
    }
    return x;
}

/*
 * check: a right refusal passes, each wrong one fails
 * check-error: adgen-switch @ 6:5
 * check-error-text: if and else
 */
