#include <adgen/adgen.h>
#include <math.h>

struct methods {
    double (*apply)(double);
};

static double square(double x) { return x * x; }

static const struct methods plain = {sin}, steep = {square};
static const struct methods *const all[2] = {&steep, &plain};

ADGEN_GRAD()
double f(double x, int k)
{
    const struct methods *m = &plain;
    if (k > 0)
        m = all[k - 1];
    return m->apply(x);
}

/*
 * check: methods behind the pointers in a table
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 1)
 * check-gradient: f(0.5, 2)
 */
