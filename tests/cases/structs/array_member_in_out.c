#include <adgen/adgen.h>

struct filter { int count; double taps[3]; };

ADGEN_VJP()
void shift(struct filter *f, double x)
{
    for (int i = 2; i > 0; i--)
        f->taps[i] = f->taps[i - 1] * x;
    f->taps[0] = x;
    f->count = f->count + 1;
}

/*
 * check: an array in a struct, updated in place
 * check-gradient: shift(&{1, random(3, -1, 1)}, random(-1, 1))
 */
