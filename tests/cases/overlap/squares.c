#include <adgen/adgen.h>

ADGEN_VJP()
void squares(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
}

/*
 * check: where x and y do not overlap, nothing is kept; the function finds out by itself, and no call has to say so
 * check-gradient: squares(4, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: squares(4, x = random(4, 0.5, 1), y = x)
 * check-gradient: squares(4, x = random(5, 0.5, 1), y = x + 1)
 * check-gradient: squares(4, x = random(8, 0.5, 1), y = x + 3)
 * check-gradient: squares(4, x = random(8, 0.5, 1), y = x + 4)
 * check-gradient: squares(0, random(1, 0.5, 1), random(1, 0.5, 1))
 * check-gradient: squares(0, x = random(1, 0.5, 1), y = x)
 * check-gradient: squares(-3, x = random(1, 0.5, 1), y = x)
 * check-has: if (adgen_apart(x, n, y, n, sizeof(double)))
 * check-count: 1 adgen_allocate(n, sizeof(double))
 */
