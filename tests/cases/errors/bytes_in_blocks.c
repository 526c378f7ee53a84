#include <adgen/adgen.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double through_words(double x, uint64_t *a, uint64_t *b)
{
    double y;

    memcpy(a, &x, sizeof x);
    b[0] = a[0];
    memcpy(&y, b, sizeof y);
    return y * 2.0;
}

ADGEN_GRAD(x)
double through_chars(int n, const double *x)
{
    char  *a = malloc((size_t)n * sizeof *x), *b = malloc((size_t)n * sizeof *x);
    double s = 0.0;

    memcpy(a, x, (size_t)n * sizeof *x);
    for (size_t i = 0; i < (size_t)n * sizeof *x; i++)
        b[i] = a[i];
    for (int i = 0; i < n; i++) {
        double y;
        memcpy(&y, b + sizeof y * (size_t)i, sizeof y);
        s += y * y;
    }
    free(a);
    free(b);
    return s;
}

struct view {
    double *p;
    int     n;
};

ADGEN_GRAD(x)
double copied_pointer(double x)
{
    double      v = x * x;
    struct view a = {&v, 1}, b;
    const char *from = (const char *)&a;
    char       *to = (char *)&b;

    for (size_t i = 0; i < sizeof a; i++)
        to[i] = from[i];
    *b.p *= x;
    return v * b.n;
}

/*
 * check: bytes of reals, and of pointers to them, that go through blocks
 * check-error: adgen-memory @ 12:5
 * check-error: adgen-memory @ 14:5
 * check-error: adgen-memory @ 24:5
 * check-error: adgen-memory @ 29:9
 * check-error: adgen-cast @ 47:24
 */
