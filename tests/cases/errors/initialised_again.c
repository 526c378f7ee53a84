#include <adgen/adgen.h>

struct pair {
    double v;
    int    n;
};

static struct pair made(double v, int n)
{
    struct pair p = {v, n};

    return p;
}

ADGEN_GRAD(x)
double f(double x)
{
    struct pair pairs[2] = {made(x, 3), [0].v = x * x};

    return pairs[0].v * pairs[0].n;
}

/*
 * check: a member is initialised again after its whole record, which compilers do not agree on
 * check-error: adgen-initialiser @ 18
 */
