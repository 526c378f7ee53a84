#include <adgen/adgen.h>

struct counters { int steps, draws; struct { int low, high; } range; int kinds[3]; };

static int next(int *p)
{
    return ++*p;
}

static int widen(struct counters *c)
{
    c->steps++;
    return c->range.high += 2;
}

static double halve(double *p)
{
    return *p /= 2.0;
}

ADGEN_GRAD(x)
double f(double *x, struct counters *s, int n[4], struct counters pair[2])
{
    int    local[2] = {1, 5};
    double y = x[0] * (next(&local[0]) + next(&local[1])) + x[1] * (next(&s->steps) + next(&s->draws) + next(&s->range.low));
    y += x[0] * x[1] * (n[3] + next(&n[2]) + next(&n[0]));
    y += x[2] * (widen(&pair[0]) - widen(&pair[1]));
    y += x[3] * (next(&s->kinds[0]) - 2 * next(&s->kinds[2]));
    return y * halve(&x[0]) * halve(&x[1]) + x[2];
}

/*
 * check: calls that change different elements and members, in an order that C leaves open
 * check-gradient: f(random(4, 0.1, 0.5), &{1, 2, {3, 4}, {6, 7, 8}}, {1, 2, 3, 4},
 *     {{1, 2, {3, 4}, {6, 7, 8}}, {1, 2, {3, 4}, {6, 7, 8}}})
 */
