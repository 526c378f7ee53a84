#include <adgen/adgen.h>

static const double even[3] = {1.0, 2.0, 3.0}, odd[3] = {3.0, 2.0, 1.0};

double odd_weight(int i)
{
    return odd[i];
}

ADGEN_GRAD(x)
double weighted(double x, int i)
{
    return even[i] * x * x;
}

/*
 * check: of two tables in one declaration only one is used
 * check-gradient: weighted(random(1, 2), 1)
 */
