#include <adgen/adgen.h>

static int counter(int *k)
{
    return ++*k;
}

ADGEN_GRAD(x)
double f(double x)
{
    int a = 0, b = 10;
    int sum = counter(&a) + counter(&b);
    return x * x * sum;
}

/*
 * check: calls whose order is open but does not matter
 * check-gradient: f(random(1, 2))
 * check-value: x = 24 * x
 */
