#include <stdio.h>

#include <adgen/adgen.h>

static int warned, calls;

int number_of_calls(void)
{
    return calls;
}

static void warn(double x)
{
    if (!warned)
        fprintf(stderr, "clamped at %g\n", x);
    warned = 1;
}

ADGEN_GRAD(x)
double f(double x)
{
    calls += 1;
    if (x > 1.0) {
        warn(x);
        x = 1.0;
    }
    return x * x * x;
}

/*
 * check: a message that is said once, and a counter that others read
 * check-gradient: f(random(-1, 1))
 * check-gradient: f(1.5)
 */
