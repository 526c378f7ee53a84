#include <adgen/adgen.h>

struct view {
    double *data;
    int     n;
};

static struct view tail(struct view v, int n)
{
    v.data[0] *= v.data[0];
    v.data++;
    v.n--;
    return n > 0 ? tail(v, n - 1) : v;
}

ADGEN_VJP(x)
void f(double *x, int n)
{
    struct view v = {x, n};
    v = tail(v, 1);
    v.data[0] *= 2.0;
}

/*
 * check: a recursive function that returns a struct with pointers is refused
 * check-error: adgen-recursion @ 20:9
 */
