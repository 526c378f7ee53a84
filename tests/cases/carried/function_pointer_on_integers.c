#include <adgen/adgen.h>

static int twice(int k)
{
    return 2 * k;
}

static int square(int k)
{
    return k * k;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    int (*const table[2])(int) = { twice, square };
    return x * x * table[k % 2](k);
}

/*
 * check: calls through pointers that get integers
 * check-gradient: f(random(1, 2), 3)
 * check-gradient: f(random(1, 2), 4)
 */
