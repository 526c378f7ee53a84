#include <adgen/adgen.h>

#define SQUARE_OF(e) (__extension__({ double e_ = (e); e_ * e_; }))

ADGEN_GRAD(x)
double f(double x)
{
    double t = SQUARE_OF(x + 1.0) * 2.0;
    return t + SQUARE_OF(SQUARE_OF(t) - x);
}

/*
 * check: a macro that is a statement expression of gcc and clang
 * check-gradient: f(random(0.1, 0.5))
 */
