#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double selected_inactive(double x, int n)
{
    return x * _Generic(n, int: n + 1, default: 0) * _Generic("", int: 3, default: 4);
}

/*
 * check: _Generic
 * check-construct: generic | _Generic | 6.5.1.1
 * check-gradient: selected_inactive(1.3, 7)
 */
