#include <adgen/adgen.h>

struct N { double v; struct N *nx; };
ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    struct N a[4];
    for (int i = 0; i < 4; i++) {
        a[i].v = y[i];
        a[i].nx = &a[(i + 1) & 3];
    }
    double s = 1;
    for (int i = 0; i < n; i++) {
        struct N *h = &a[i & 3];
        h->nx->v = h->v * h->nx->v;
        s += h->nx->v * x[i];
        h->nx = h;
    }
    return s;
}

/*
 * check: a node behind a pointer in a node is stored to and read again
 * check-gradient: f(0, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(5, random(8, 0.2, 1), random(8, 0.2, 1))
 */
