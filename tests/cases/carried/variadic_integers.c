#include <adgen/adgen.h>
#include <stdarg.h>

static int sum_of(int count, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, count);
    while (count-- > 0)
        sum += va_arg(list, int);
    va_end(list);
    return sum;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    return x * x * sum_of(3, k, 2 * k, 1);
}

/*
 * check: a function with variable arguments that gets integers
 * check-gradient: f(random(1, 2), 4)
 * check-value: x = 2 * x * (3 * k + 1)
 */
