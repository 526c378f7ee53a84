#include <adgen/adgen.h>

ADGEN_GRAD(x)
double power(double x, int n)
{
    if (n == 0)
        return 1.0;
    return x * power(x, n - 1);
}

/*
 * check: the annotated function calls itself
 * check-error: adgen-recursion @ 8
 */
