#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

typedef double (*function)(double, void *);

struct polynomial {
    const double *c;
    int           n;
    double        gain;
};

struct stage {
    function      apply;
    void         *context;
    struct stage *next;
};

static double polynomial(double t, void *context)
{
    struct polynomial *p = context;
    double             s = 0.0;

    for (int i = 0; i < p->n; i++)
        s = s * t + p->c[i];
    p->gain *= 1.1;
    return s * p->gain;
}

static double decay(double t, void *context)
{
    const double *rate = context;

    return exp(-*rate * t);
}

static double run(const struct stage *s, double t)
{
    return s ? run(s->next, s->apply(t, s->context)) : t;
}

ADGEN_GRAD(x)
double stages(int n, const double *x)
{
    struct polynomial p = {x, n, 1.0};
    double            k = x[0] * x[1], k2 = 2.0 * k;
    struct stage      third = {decay, &k2, NULL}, second = {polynomial, &p, &third}, first = {decay, &k, &second};
    double            s = run(&first, x[2]);

    first.apply = polynomial;
    first.context = &p;
    k2 *= s;
    return s + run(&first, 0.5) * p.gain;
}

/*
 * check: a list of functions whose contexts are of two types
 * check-gradient: stages(4, random(4, 0.5, 1))
 */
