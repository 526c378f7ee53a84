#include <adgen/adgen.h>

static double walk(int n, double x)
{
    return n == 0 ? x : x * walk(n - 1, x + 1.0);
}

double other_walk(int n, double x);

ADGEN_GRAD(x)
double walks(int n, double x)
{
    return walk(n, x) + other_walk(n, x);
}

/* check: two static functions of one name that call themselves
 * check-with: parts/static_recursion.c
 * check-gradient: walks(3, 0.5)
 * check-gradient: walks(0, -1.5)
 * check-has: Vector-Jacobian product of walk (static_recursion.c:3)
 * check-has: walk_vjp_2( */
