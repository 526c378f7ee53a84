#include <adgen/adgen.h>

struct pair { double x, y; };

ADGEN_GRAD(p)
double f(const struct pair *p)
{
    double y = p->x;
    {
        struct pair { double z; } q = {y};
        y *= q.z;
    }
    return y * p->y;
}

/*
 * check: a structure inside the function with the tag of another outside
 * check-error: adgen-local-type @ 10:16
 */
