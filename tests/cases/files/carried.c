#include <adgen/adgen.h>

static int hidden(int i)
{
    return i + 1;
}

int flags_of(int n);
double scaled(double x, int n);

ADGEN_GRAD(x)
double report(double x, int n)
{
    union { int i; float f; } bits;
    bits.i = hidden(n);
    if (bits.i > 2)
        x *= 2.0;
    return scaled(x, n) * flags_of(n);
}

/* check: text that is carried over from two files calls each file's own function
 * check-with: parts/carried.c
 * check-gradient: report(1.5, 1)
 * check-gradient: report(-0.5, 4) */
