#include <adgen/adgen.h>
#include <string.h>

ADGEN_VJP()
void f(int n, int to, int from, float *x)
{
    for (int i = 0; i < n; i++)
        x[i] *= x[i];
    memmove(&x[to], &x[from], (size_t)n / 2 * sizeof x[0]);
}

/*
 * check: memmove within an array, by offsets that only the call knows
 * check-gradient: f(6, 0, 2, random(6, -1, 1))
 * check-gradient: f(6, 2, 0, random(6, -1, 1))
 * check-gradient: f(6, 1, 1, random(6, -1, 1))
 */
