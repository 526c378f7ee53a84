#include <adgen/adgen.h>

ADGEN_GRAD(x)
double settle(double x)
{
    double t = x;
again:
    t = t * x + 1.0;
    if (t < 10.0)
        goto again;
    return t;
}
