#include <adgen/adgen.h>

static double next(unsigned start)
{
    static unsigned state;

    if (start)
        state = start;
    state = state * 1664525u + 1013904223u;
    return (double)(state >> 20) / 4096.0;
}

static int coin(void)
{
    return next(0) < 0.5;
}

ADGEN_GRAD(x)
double drawn(double x, int n)
{
    double s = next(7);

    for (int i = 0; i < n; i++)
        s += coin() ? x * x : x * next(0);
    return s;
}

/*
 * check: a static variable of a function that is called in one place, and put in place in another
 * check-error: adgen-static @ 5:21
 */
