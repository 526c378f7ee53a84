#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double decay(double x, int steps)
{
#pragma adgen checkpoint(10)
    for (int t = 0; t < steps; t++)
        x = 0.9 * x + 0.2 * sin(x);
    return x;
}
