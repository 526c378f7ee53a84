#include <adgen/adgen.h>
#include <math.h>
ADGEN_GRAD(x)
double f(double x, double a)
{
    if (fpclassify(x) == FP_ZERO || fpclassify(a) == FP_NAN)
        return 0.0;
    if (isnan(x) || isnan((float)a) || isinf((long double)a) || isinf(a))
        return 1.0;
    return fpclassify((float)a) * x * x;
}
/*
 * check: fpclassify
 * check-gradient: f(1.3, 4)
 */
