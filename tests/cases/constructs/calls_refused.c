#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

struct pair { double x, y; int n; };

struct view {
    double *data;
    int     n;
};

static struct view tail(struct view v, int n)
{
    v.data[0] *= v.data[0];
    v.data++;
    return n > 0 ? tail(v, n - 1) : v;
}

ADGEN_VJP(x)
void recursive_view(double *x)
{
    struct view v = {x, 2};
    v = tail(v, 1);
    v.data[0] *= 2.0;
}

ADGEN_GRAD(x)
double by_any_pointer(double x, double (*f)(double))
{
    return f(x) * x;
}

double elsewhere(double v);

ADGEN_GRAD(x)
double outside(double x)
{
    return elsewhere(x) * x;
}

double unknown();

ADGEN_GRAD(x)
double no_prototype(double x)
{
    return unknown(x, 2) * x;
}

/*
 * check: calls of functions: what is refused
 * check-args: -Wno-strict-prototypes
 * check-construct: calls | function pointer that may point to anything | 6.7.6.3
 * check-error: adgen-function-pointer @ 30:12
 * check-construct: calls | recursion that returns a structure with pointers | 6.5.2.2
 * check-error: adgen-recursion @ 23:9
 * check-construct: calls | function whose body is not visible | 6.7.6.3
 * check-error: adgen-extern @ 38:12
 * check-construct: calls | function called without a prototype | 6.5.2.2
 * check-error: adgen-prototype @ 46:12
 */
