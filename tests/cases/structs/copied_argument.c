#include <adgen/adgen.h>

struct pair { double a, b; };

static double norm(struct pair p)
{
    return p.a * p.a + p.b * p.a;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct pair p[4];
    double sum = 0.0;
    for (int i = 0; i < 4; i++) {
        p[i].a = x[i];
        p[i].b = 1.0 - x[i];
    }
    for (int i = 0; i < n; i++) {
        double d = norm(p[i]);
        p[i].a = d * x[i];
        sum += norm(p[i]) * p[i].b;
    }
    return sum;
}

/*
 * check: records passed by value while the originals change
 * check-gradient: f(4, random(4, 0.5, 1.5))
 */
