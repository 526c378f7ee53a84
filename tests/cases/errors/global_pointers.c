#include <adgen/adgen.h>

static const double *data;
static int           size;

static void use(const double *d, int n)
{
    data = d;
    size = n;
}

static double walk(int i)
{
    if (i == size)
        return 1.0;
    return data[i] * walk(i + 1) + data[i];
}

ADGEN_GRAD(x)
double through_pointer(int n, const double *x)
{
    use(x, n);
    return walk(0);
}

static struct {
    double        gain;
    const double *x;
} context;

static double scaled(int n)
{
    return n == 0 ? context.gain : context.gain * scaled(n - 1);
}

ADGEN_GRAD(x)
double through_member(double x, int n)
{
    context.gain = x * x;
    context.x = 0;
    return scaled(n);
}

/*
 * check: static pointers that lead recursive functions to active data
 * check-error: adgen-static @ 23:12
 * check-error: adgen-static @ 39:5
 */
