#include <adgen/adgen.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static void copy_bytes(void *to, const void *from, size_t n)
{
    unsigned char       *t = to;
    const unsigned char *f = from;

    while (n--)
        *t++ = *f++;
}

ADGEN_GRAD(x)
double copied(int n, const double *x)
{
    double y[4] = {0}, s = 0.0;

    copy_bytes(y, x, (size_t)n * sizeof *x);
    for (int i = 0; i < n; i++)
        s += y[i];
    return s;
}

static void swap_bytes(void *a, void *b, size_t n)
{
    char *p = a, *q = b;

    for (size_t i = 0; i < n; i++) {
        char t = p[i];
        p[i] = q[i];
        q[i] = t;
    }
}

ADGEN_GRAD()
double swapped(double x, double y)
{
    double a = x, b = y;

    swap_bytes(&a, &b, sizeof a);
    return 2.0 * a + b;
}

ADGEN_GRAD(x)
double through_chars(double x)
{
    unsigned char b[sizeof(double)];
    double        y;

    for (size_t i = 0; i < sizeof b; i++)
        b[i] = ((unsigned char *)&x)[i];
    for (size_t i = 0; i < sizeof b; i++)
        ((unsigned char *)&y)[i] = b[i];
    return y;
}

ADGEN_GRAD(x)
double through_word(double x)
{
    uint64_t u = *(uint64_t *)&x, *p = &u;

    return *(double *)p;
}

ADGEN_GRAD(x)
double out_of_memcpy(double x)
{
    unsigned char b[sizeof(double)];
    double        y;

    memcpy(b, &x, sizeof b);
    for (size_t i = 0; i < sizeof b; i++)
        ((unsigned char *)&y)[i] = b[i];
    return y;
}

/*
 * check: reals that are copied as bytes
 * check-error: adgen-cast @ 8:30
 * check-error: adgen-cast @ 9:30
 * check-error: adgen-cast @ 28:15
 * check-error: adgen-cast @ 28:23
 * check-error: adgen-cast @ 53:17
 * check-error: adgen-cast @ 55:10
 * check-error: adgen-cast @ 62:19
 * check-error: adgen-cast @ 64:13
 * check-error: adgen-memory @ 73:5
 * check-error: adgen-cast @ 75:10
 */
