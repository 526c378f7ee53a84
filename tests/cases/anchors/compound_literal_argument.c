#include <adgen/adgen.h>

struct point { double x, y; };

static double norm2(const struct point *p)
{
    return p->x * p->x + p->y * p->y;
}

static double sum(const double *v, int n)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += v[i] * v[i];
    return s;
}

ADGEN_GRAD()
double f(double x, double y)
{
    return norm2(&(struct point){ x * y, y }) + sum((double[]){ x, y, x + y }, 3);
}

/*
 * check: compound literals as arguments
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
