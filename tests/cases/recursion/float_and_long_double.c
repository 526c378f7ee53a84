#include <adgen/adgen.h>
#include <math.h>

/* Ackermann-like nested calls, float and long double, calls in loops and conditions */
static float grow(float x, int n)
{
    float s = x;
    for (int i = 0; i < n; i++)
        s += 0.5f * grow(s * 0.25f, n - 1 - i);
    return n % 2 ? sinf(s) : s;
}
static long double deep(long double x, int n)
{
    return n <= 0 ? x : deep(deep(x * 0.5L, n - 1) + x, n - 2);
}

ADGEN_GRAD()
double f(float x, long double y, int n)
{
    double t = 0.0;
    while (n-- > 0)
        if (grow(x, n) > 0.3f)
            t += grow(x, n) * deep(y, n);
        else
            t -= deep(y + t, n);
    return t;
}

/*
 * check: float and long double recursion in loops and conditions
 * check-gradient: f(0.4, 0.7, 0)
 * check-gradient: f(0.4, 0.7, 1)
 * check-gradient: f(0.4, 0.7, 5)
 */
