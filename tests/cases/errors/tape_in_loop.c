#include <adgen/adgen.h>
#include <adgen/runtime.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double y = x;

    for (int i = 0; i < n; i++) {
        AdgenTape tape = ADGEN_TAPE_INIT;

        adgen_push_double(&tape, y * x);
        y = adgen_pop_double(&tape);
        adgen_tape_free(&tape);
    }
    return y;
}

/*
 * check: a tape for each iteration would need one of adjoints for each
 * check-error: adgen-mode @ 12
 */
