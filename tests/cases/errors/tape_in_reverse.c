#include <adgen/adgen.h>
#include <adgen/runtime.h>

ADGEN_GRAD(x)
double f(double x)
{
    AdgenTape tape = ADGEN_TAPE_INIT;
    double    y;

    adgen_push_double(&tape, x * x);
    y = adgen_pop_double(&tape);
    adgen_tape_free(&tape);
    return y * y;
}

/*
 * check: what passes through a tape has no adjoints
 * check-error: adgen-mode @ 10
 */
