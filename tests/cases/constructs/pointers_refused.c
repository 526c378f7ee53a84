#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

struct pair { double x, y; int n; };

double *kept;

ADGEN_GRAD(x)
double global_pointer(double x)
{
    double y = x;
    kept = &y;
    *kept *= x;
    return y;
}

/*
 * check: pointers and subscripts: what is refused
 * check-construct: pointers | pointer into a global | 6.7.6.1
 * check-error: adgen-pointer @ 14:5
 */
