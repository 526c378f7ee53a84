#include <adgen/adgen.h>

#define WIDTH 6

double other(double x);

ADGEN_GRAD(x)
double first(double x)
{
    union { int i; float f; } bits;
    bits.i = WIDTH;
    return bits.i > 3 ? other(x) : x;
}

/* check: a macro that means two things in text that is carried over from two files
 * check-before: parts/clash_macro.c
 * check-error: adgen-clash @ 3:9
 * check-error-text: the generated code needs 'WIDTH' of two files */
