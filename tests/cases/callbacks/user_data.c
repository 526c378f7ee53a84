#include <adgen/adgen.h>

struct context {
    double factor;
    double (*g)(double, void *);
    void *user;
};

static double linear(double x, void *user)
{
    double *p = user;
    return p[0] * x;
}

static double wrapped(double x, void *user)
{
    struct context *c = user;
    return c->g(x, c->user) * c->factor + x * x;
}

static double walk(double (*g)(double, void *), void *user, double x, int n)
{
    if (n == 0)
        return g(x, user);
    double r = walk(g, user, 0.5 * x, n - 1);
    return r + g(x * r, user);
}

ADGEN_GRAD()
double f(double x, double y, int n)
{
    double p[1] = {y};
    struct context c = {x, linear, p};
    return walk(wrapped, &c, x, n) * walk(linear, p, y, 1);
}

/*
 * check: a callback with data of its own kind
 * check-gradient: f(0.5, 0.7, 0)
 * check-gradient: f(0.5, 0.7, 3)
 */
