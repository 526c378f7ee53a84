#include <adgen/adgen.h>

ADGEN_VJP()
void unequal(int n, const double *x, double *y)
{
    for (int i = 3; i != n; i++) {
        if (i >= 7)
            break;
        y[i] = x[i] * x[i];
    }
}

/*
 * check: a loop that a break ends beyond what its bound seems to say
 * check-gradient: unequal(5, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: unequal(1, x = random(12, 0.2, 1), y = x + 2)
 * check-omits: adgen_apart
 */
