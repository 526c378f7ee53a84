#include <adgen/adgen.h>

/* Structs whose only way to reals is a pointer that says nothing of them. */

struct handle {
    void *data;
    int   id;
};

ADGEN_GRAD(x)
double swapped(double x)
{
    double        v = x * x, w = x;
    struct handle a = {&v, 3}, b = {&w, 1}, t;

    t = a;
    a = b;
    b = t;
    *(double *)a.data *= 2.0;
    return *(double *)b.data * *(double *)a.data * b.id;
}

struct closure {
    double (*call)(double, void *);
    void *context;
};

static double times(double v, void *context)
{
    return v * *(double *)context;
}

static double plus(double v, void *context)
{
    return v + *(double *)context;
}

ADGEN_GRAD(x)
double closures(const double *x)
{
    double         a = x[0], b = x[1];
    struct closure first = {times, &a}, second = {plus, &b}, t = first;

    first = second;
    second = t;
    return first.call(second.call(x[1], second.context), first.context) * second.call(x[0], t.context);
}

struct state {
    double v;
    int    n;
};

static double use(struct handle h, int n)
{
    struct state *s = h.data;

    s->n++;
    if (n == 0)
        return s->v;
    s->v *= 1.5;
    double r = use(h, n - 1);
    return r * s->v;
}

ADGEN_GRAD(x)
double through_recursion(double x)
{
    struct state  s = {x, 0};
    struct handle h = {&s, 3};
    double        r = use(h, 2);

    return r * s.n + s.v;
}

static double apply(struct closure c, double v, int n)
{
    return n == 0 ? v : apply(c, c.call(v, c.context), n - 1);
}

ADGEN_GRAD(x)
double closure_in_recursion(const double *x)
{
    double         a = x[0] * x[1];
    struct closure c = {times, &a};

    return apply(c, x[1], 3);
}

/*
 * check: handles and closures by value
 * check-gradient: swapped(random(0.5, 1))
 * check-gradient: closures(random(2, 0.5, 1))
 * check-gradient: through_recursion(random(0.5, 1))
 * check-gradient: closure_in_recursion(random(2, 0.5, 1))
 */
