#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double inner(double x, double y)
{
    return exp(x) * y;
}
