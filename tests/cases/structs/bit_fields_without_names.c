#include <adgen/adgen.h>
ADGEN_GRAD(x)
double f(double x, int n)
{
    struct { int a : 4, : 0, b : 7; unsigned c : 3; double d; } s = {1, -2, 1, 0.5}, t = {1, 2, 3, 0.0};
    struct { int : 5; double d; int k; } u = {2.0, 3};
    if (n > 1)
        s.b = n;
    return x * (s.a + s.b + s.c * 2) * s.d * (t.a + 2 * t.b + 3 * t.c) * u.d * u.k;
}

/*
 * check: initialisers of structures with bit-fields that have no names
 * check-gradient: f(1.3, 2)
 */
