#include <adgen/adgen.h>

typedef void action(const double *, double *);

static void square(const double *x, double *y)
{
    y[0] = x[0] * x[0];
    y[1] += x[1];
}

static void swap(const double *x, double *y)
{
    double t = y[0];
    y[0] = y[1] * x[0];
    y[1] = t;
}

static void repeat(action *g, action *h, const double *x, double *y, int n)
{
    if (n == 0)
        return;
    g(x, y);
    repeat(n == 2 ? g : h, g, y, y, n - 1);
    h(y, y);
    if (n > 2)
        h(x, y);
}

ADGEN_VJP()
void f(const double *x, double *y, int n)
{
    repeat(square, swap, x, y, n);
}

/*
 * check: callbacks in a recursive function write what they read
 * check-gradient: f(random(2, -1, 1), random(2, -1, 1), 0)
 * check-gradient: f(random(2, -1, 1), random(2, -1, 1), 1)
 * check-gradient: f(random(2, -1, 1), random(2, -1, 1), 4)
 */
