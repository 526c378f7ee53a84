#include <adgen/adgen.h>
#include <stddef.h>
#include <string.h>

struct buffer {
    char bytes[sizeof(double)];
};

static void keep(struct buffer *b, double x, int k)
{
    memcpy(b->bytes, &x, sizeof x);
    if (k > 0)
        keep(b, x * x, k - 1);
}

static double get(const struct buffer *b, int k)
{
    double y;

    if (k > 0)
        return 2.0 * get(b, k - 1);
    memcpy(&y, b->bytes, sizeof y);
    return y;
}

ADGEN_GRAD(x)
double in_record(double x, int k)
{
    struct buffer b;

    keep(&b, x, k);
    return get(&b, k);
}

/*
 * check: reals that recursive functions keep in arrays of char
 * check-error: adgen-cast @ 31:5
 * check-error: adgen-cast @ 32:12
 */
