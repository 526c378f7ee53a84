#include <adgen/adgen.h>

struct state {
    unsigned phase : 3;
    signed   level : 4;
    _Bool    on : 1;
};

/* The value of an assignment is what the bit-field holds then. */
ADGEN_GRAD(x)
double indexed(const double *x, unsigned n)
{
    struct state s = {0};
    int          a = (s.phase = n), b = (s.level = (int)n + 4) + 8, c = (s.on = n > 3);

    s.phase = 6;
    a += s.phase += n;
    return x[a % 8] * x[b % 8] + x[c] * s.phase;
}

/*
 * check: values of assignments to bit-fields that cannot hold all of what is stored
 * check-gradient: indexed(random(8, 0.3, 0.9), 2)
 * check-gradient: indexed(random(8, 0.3, 0.9), 9)
 */
