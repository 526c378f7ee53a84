#include <adgen/adgen.h>
#include <stdio.h>

#define TYPE double
#include "header_of_two_meanings.h"
#undef TYPE
#define TYPE float
#include "header_of_two_meanings.h"

ADGEN_GRAD(x)
double f(double x, FILE *log)
{
    if (log)
        fprintf(log, "%g %g", double_square(2), float_square(3));
    return x * x;
}

/*
 * check: a header that is included once more where a macro means something else
 * check-error: adgen-macro @ 7:9
 */
