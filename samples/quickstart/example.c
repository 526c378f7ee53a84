#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x1, x2)
double example(double x1, double x2, double a)
{
    return x1 * x1 + pow(x1 - x2, a) - log(x1 * x1 + x2 * x2);
}
