#include <adgen/adgen.h>
#include <math.h>

typedef struct { double x, y, z; } vec;

static vec sub(vec a, vec b)
{
    vec r = a;
    r.x -= b.x, r.y -= b.y, r.z -= b.z;
    return r;
}

static vec scale(vec a, double s)
{
    a.x *= s, a.y *= s, a.z *= s;
    return a;
}

static vec unit(vec a)
{
    return scale(a, 1.0 / sqrt(a.x * a.x + a.y * a.y + a.z * a.z));
}

ADGEN_GRAD(from, to)
double f(vec from, vec to, int n)
{
    vec d = unit(sub(to, from)), p = from;

    for (int i = 0; i < n; i++) {
        vec step = scale(d, 0.5 + p.x * p.y);
        p = sub(p, step);
        d = unit(sub(d, scale(p, 0.1)));
    }
    return p.x * d.y + p.z;
}

/*
 * check: small functions that take and return records by value, without a copy that serves nothing
 * check-gradient: f({1, 2, 3}, {0.5, -0.2, 0.4}, 3)
 * check-gradient: f({1, 2, 3}, {0.5, -0.2, 0.4}, 0)
 * check-header-after: vec
 * check-omits: vec r
 */
