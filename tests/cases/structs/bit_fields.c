#include <adgen/adgen.h>

struct flags { unsigned square : 1; unsigned times : 3; double value; };

ADGEN_GRAD(f)
double apply(const struct flags *f)
{
    double t = f->square ? f->value * f->value : f->value;
    return t * f->times;
}

/*
 * check: bit fields are integers
 * check-gradient: apply(&{1, 5, random(-1, 1)})
 * check-gradient: apply(&{0, 6, random(-1, 1)})
 */
