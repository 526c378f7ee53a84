#include <adgen/adgen.h>
#include <assert.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    assert(n > 0);
    assert(x > -100.0 && "too small");
    return x * x / n;
}

/*
 * check: assertions
 * check-gradient: f(random(-1, 1), 3)
 */
