#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double backward(double x, int n)
{
    double y = x;
again:
    y = y * x;
    if (--n > 0)
        goto again;
    return y;
}

ADGEN_GRAD(x)
double into_block(double x, int n)
{
    double y = x;
    if (n > 2)
        goto inside;
    if (n > 0) {
        y = y * x;
    inside:
        y = y + x;
    }
    return y;
}

ADGEN_GRAD(x)
double into_loop(double x, int n)
{
    double y = x;
    if (n > 2)
        goto inside;
    for (; n > 0; n--) {
        y = y * x;
    inside:
        y = y + x;
    }
    return y;
}

/*
 * check: goto and labels: what is refused
 * check-construct: jumps | goto backward | 6.8.6.1
 * check-error: adgen-goto @ 8:1
 * check-construct: jumps | goto into a block | 6.8.6.1
 * check-error: adgen-goto @ 20:9
 * check-construct: jumps | goto into a loop | 6.8.6.1
 * check-error: adgen-goto @ 34:9
 */
