#include <adgen/adgen.h>

struct state {
    unsigned phase : 3;
    unsigned other : 3;
};

ADGEN_GRAD(x)
double f(double x)
{
    struct state s = {1, 2};

    s.other++;
    for (; s.other < 5; s.phase++, s.other++)
        x *= x;
    return x * (s.phase++ - 9);
}

/*
 * check: the value of a step of an unsigned bit-field, whose type compilers do not agree on
 * check-error: adgen-construct @ 16
 */
