#include <adgen/adgen.h>
#include <stddef.h>

typedef double (*function)(double, const void *);

static double square(double x, const void *context)
{
    (void)context;
    return x * x;
}

static double scale(double x, const void *context)
{
    return x * *(const double *)context;
}

static double apply(function f, double x, const void *context)
{
    return f ? f(x, context) : 2.0 * x;
}

/* The second call has no context, and calls what needs none: but who can tell? */
ADGEN_GRAD(x, a)
double applied(double x, double a, int k)
{
    function table[2] = {square, scale};
    double   s = apply(table[k], x, &a);

    return s + apply(table[0], x, NULL);
}

/*
 * check: callbacks without a context
 * check-gradient: applied(random(0.5, 1), random(0.5, 1), 0)
 * check-gradient: applied(random(0.5, 1), random(0.5, 1), 1)
 */
