#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct vec {
    double x, y;
};

/* Records that lie over one another by halves, one after the other. */
ADGEN_GRAD(x)
double shifted(int n, const double *x)
{
    char       *base = malloc(((size_t)n + 1) * sizeof(struct vec));
    struct vec *v = (struct vec *)(void *)(base + sizeof(double)), *w;
    double      s = 0.0;

    for (int i = 0; i < n; i++) {
        v[i].x = sin(x[i]);
        v[i].y = x[1];
    }
    for (int i = 0; i < n; i++)
        s += v[i].x * v[i].x;
    w = (struct vec *)(void *)base;
    for (int i = 0; i < n; i++)
        w[i].y = 7.0 * x[1];
    for (int i = 0; i < n; i++)
        s += w[i].y * x[0];
    free(base);
    return s;
}

union halves {
    struct vec a;
    struct {
        double     before;
        struct vec p;
    } b;
};

ADGEN_GRAD(x)
double in_union(const double *x)
{
    union halves u;
    double       s;

    u.a.x = x[0];
    u.a.y = sin(x[1]);
    s = u.a.y * u.a.y * x[0];
    u.b.p.x = x[0] * 3.0;
    return s + u.a.y * u.a.x;
}

/*
 * check: members of records that overlap by halves
 * check-gradient: shifted(4, random(4, -1, 1))
 * check-gradient: in_union(random(2, 0.5, 1))
 */
