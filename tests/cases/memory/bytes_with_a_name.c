#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    const size_t count = (size_t)n, bytes = count * sizeof(double);
    double *t = malloc(bytes), *u = malloc(2 * bytes), sum = 0.0;

    if (t == NULL || u == NULL)
        abort();
    memcpy(t, x, bytes);
    memset(u, 0, bytes);
    memcpy(u + n, t, bytes);
    for (int i = 0; i < n; i++)
        u[i] += t[i] * u[2 * n - 1 - i];
    memmove(t, u, bytes);
    for (int i = 0; i < n; i++)
        sum += t[i] * t[i];
    free(u);
    free(t);
    return sum;
}

/*
 * check: memset and memcpy of so many bytes as a variable says
 * check-gradient: f(0, zeros(0))
 * check-gradient: f(4, random(4, -1, 1))
 */
