#include <adgen/adgen.h>
#include <stdarg.h>

static double sum(int count, ...)
{
    va_list list;
    double total = 0.0;
    va_start(list, count);
    while (count-- > 0)
        total += va_arg(list, double);
    va_end(list);
    return total;
}

ADGEN_GRAD(x)
double f(double x)
{
    return sum(2, x, x * x);
}

/*
 * check: active data among variable arguments
 * check-error-text: variable arguments
 */
