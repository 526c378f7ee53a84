#include <adgen/adgen.h>
#include <string.h>

struct pair { double x; float y; };

ADGEN_GRAD(x)
double f(const double *x)
{
    struct pair p;

    memcpy(&p, x, sizeof p);
    return p.x * p.y;
}

/*
 * check: memcpy between different types of active data
 * check-error: adgen-memory @ 11:5
 */
