#include <adgen/adgen.h>
#include <math.h>

struct state {
    double v, w;
    int    count;
};

static struct state advanced(struct state *s, int n)
{
    struct state before = *s;

    if (n <= 0)
        return before;
    s->v = sin(s->v) * s->w;
    s->count++;
    before = advanced(s, n - 1);
    before.w += 0.2 * s->v;
    return before;
}

ADGEN_GRAD(x)
double last(double x, int n)
{
    struct state s = {x, x * x, 0}, before = s, *unused = &before;

    advanced(&s, n);
    *unused = advanced(&s, 1);
    for (int i = 0; i < n; i++)
        before = advanced(&s, i % 2);
    return s.v * s.count;
}

/*
 * check: structs that a recursive function returns and nobody uses
 * check-gradient: last(random(0.5, 1), 0)
 * check-gradient: last(random(0.5, 1), 3)
 */
