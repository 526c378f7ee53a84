#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int steps, const double x[4])
{
    double a[4], b[4], *now = a, *next = b;
    for (int i = 0; i < 4; i++)
        now[i] = x[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < 4; i++)
            next[i] = now[i] * now[(i + 1) % 4];
        double *swap = now;
        now = next;
        next = swap;
    }
    return now[0] + now[2] * now[3];
}

/*
 * check: a double buffer whose pointers are swapped in a time loop
 * check-gradient: f(1, random(4, 0.5, 1.5))
 * check-gradient: f(2, random(4, 0.5, 1.5))
 */
