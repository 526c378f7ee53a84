#include <adgen/adgen.h>

static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }

double (*hook)(double) = square;

void set_hook(int k)
{
    hook = k ? cube : square;
}

ADGEN_GRAD(x)
double f(double x)
{
    return hook(x);
}

/*
 * check: a global pointer that is written may call anything
 * check-error: adgen-function-pointer @ 16:12
 */
