#include <adgen/adgen.h>
#include <stddef.h>

struct kind {
    int id;
};

struct shape {
    const struct kind *kind;
    double             r;
};

static const struct kind circle = {1};

void make_circle(struct shape *s, double r)
{
    s->kind = &circle;
    s->r = r;
}

ADGEN_GRAD(s)
double area(const struct shape *s)
{
    return s->kind == &circle ? 3.0 * s->r * s->r : s->r * s->r;
}

struct node {
    double             v;
    const struct node *next;
};

static const struct node nil = {0.0, &nil};

const struct node *empty_list(void)
{
    return &nil;
}

ADGEN_GRAD(l)
double sum(const struct node *l)
{
    double s = 0.0;

    for (; l != &nil; l = l->next)
        s += l->v * l->v;
    return s;
}

static double square(double x)
{
    return x * x;
}

double (*square_function(void))(double)
{
    return square;
}

ADGEN_GRAD(x)
double compared(double x, double (*f)(double))
{
    return f == square ? 3.0 * x : x;
}

/*
 * check: addresses of static objects, compared with pointers from outside
 * check-error: adgen-static @ 24:12
 * check-error: adgen-static @ 44:12
 * check-error: adgen-static @ 62:12
 */
