#include <adgen/adgen.h>
#include <math.h>

struct pair { double a, b; };
struct matrix { int n; double *data; };

static double walk(struct pair p, struct matrix m, int depth)
{
    p.a = p.a * m.data[depth % m.n];
    if (depth == 0)
        return p.a * p.b;
    p.b += sin(p.a);
    m.data[depth % m.n] *= p.b;
    return walk(p, m, depth - 1) + p.a;
}

ADGEN_VJP()
double f(struct pair p, struct matrix m, int depth)
{
    p.a += 1.0;
    return walk(p, m, depth);
}

/*
 * check: records by value in recursion
 * check-gradient: f({0.4, 0.7}, {2, random(2, 0.2, 1)}, 0)
 * check-gradient: f({0.4, 0.7}, {3, random(3, 0.2, 1)}, 5)
 */
