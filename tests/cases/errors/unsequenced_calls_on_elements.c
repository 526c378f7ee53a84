#include <adgen/adgen.h>

struct state { int a; union { int e, f; }; };

static int next(int *p)
{
    return ++*p;
}

static int second(int *p)
{
    return ++p[1];
}

static int both(struct state *s)
{
    return s->a += s->e;
}

ADGEN_GRAD(x)
double f(double x, struct state *s, int *n)
{
    double y = x * (next(&n[0]) + second(&n[1]));
    y += x * (second(&n[0]) + next(&n[1]));
    y += x * (next(&s->e) + next(&s->f));
    y += x * (next(&s->a) + both(s));
    return y + x * (next(&s->a) + next(&n[0]));
}

/*
 * check: calls that may change what another element's or member's pointer leads to
 * check-error: adgen-order @ 23:21
 * check-error: adgen-order @ 24:15
 * check-error: adgen-order @ 25:15
 * check-error: adgen-order @ 26:15
 * check-error: adgen-order @ 27:21
 */
