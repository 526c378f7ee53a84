#include <adgen/adgen.h>
#include <math.h>
struct cur { int i; };
static double s[3];
ADGEN_GRAD(x)
double f(const double *x, struct cur *c)
{
    double y = 0;
    for (int i = 0; i < 3; i++) {
    s[c->i] = x[i] * x[i];
    c->i = (c->i + 1) % 3;
    y += s[c->i] * x[1];
    }
    return y;
}
/*
 * check: a ring buffer that keeps active data between calls
 * check-error: adgen-static @ 10:5
 */
