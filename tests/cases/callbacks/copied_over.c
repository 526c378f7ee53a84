#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct op {
    double (*eval)(double);
};

static double square(double x) { return x * x; }

ADGEN_GRAD()
double f(double x, int k)
{
    struct op t = {square}, *o = malloc(sizeof *o);
    if (!o)
        return 0.0;
    o->eval = sin;
    if (k)
        memcpy(o, &t, sizeof t);
    double y = o->eval(x);
    free(o);
    return y;
}

/*
 * check: memcpy puts another function there
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 1)
 */
