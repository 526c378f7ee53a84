#include <adgen/adgen.h>

ADGEN_VJP()
void backwards(long n, const float *x, float *y)
{
    for (long i = n - 1; i >= 0; i--)
        y[n - 1 - i] = x[i] * x[i] + y[2 * n - 1];
}

/*
 * check: indices that count down, from the end, and by constants
 * check-gradient: backwards(3, random(3, 0.5, 1), random(6, 0.5, 1))
 * check-gradient: backwards(3, x = random(6, 0.5, 1), y = x)
 * check-gradient: backwards(3, x = random(8, 0.5, 1), y = x + 2)
 * check-gradient: backwards(3, x = random(9, 0.5, 1), y = x + 3)
 * check-has: adgen_apart(x, n, y, 2.0 * n, sizeof(float))
 */
