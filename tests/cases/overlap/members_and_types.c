#include <adgen/adgen.h>

struct Grid {
    int nx, ny;
};

struct Rates {
    double decay, growth;
};

ADGEN_VJP()
void flow(const struct Grid *g, const double *k, const double *u, double *v)
{
    int nx = g->nx;
    for (int i = 1; i < g->ny - 1; i++)
        for (int j = 1; j < nx - 1; j++)
            v[i * nx + j] = k[i * nx + j] * (u[(i - 1) * nx + j] + u[(i + 1) * nx + j] - 2.0 * u[i * nx + j]);
}

ADGEN_VJP()
void rates(const struct Rates *r, int n, const double *s, double *ds)
{
    for (int i = 0; i < n; i++) {
        const double *x = &s[2 * i];
        double *dx = &ds[2 * i];
        dx[0] = r->growth * x[0] * x[1];
        dx[1] = r->decay * x[1] * x[1];
    }
}

ADGEN_VJP()
void behind_pointer(const int *n, const double *x, double *y)
{
    for (int i = 0; i < *n; i++)
        y[i] = x[i] * x[i];
}

struct Size {
    struct {
        int n;
    } inner;
};

static int most = 3;

ADGEN_VJP()
void of_globals(struct Size s, const double *x, double *y)
{
    for (int i = 0; i < s.inner.n; i++)
        y[i] = x[i] * x[i];
    for (int i = 0; i < most; i++)
        y[i] = y[i] + x[i];
}

ADGEN_VJP()
void loses_size(struct Size s, const double *x, double *y)
{
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < s.inner.n; i++)
            y[i] = x[i] * x[i] * y[i];
        s.inner.n++;
    }
}

/* The member may not be there to be read where the other one says so. */
struct Maybe {
    int count;
    const struct Grid *grid;
};

ADGEN_VJP()
void guarded(const struct Grid *g, const double *x, double *y)
{
    if (g)
        for (int i = 0; i < g->nx; i++)
            y[i] = x[i] * x[i];
}

ADGEN_VJP()
void further(const struct Maybe *m, const double *x, double *y)
{
    for (int k = 0; k < m->count; k++)
        for (int i = 0; i < m->grid->nx; i++)
            y[i] = x[i] * x[i] + y[i];
}

ADGEN_VJP()
void counted_down(struct Grid *g, const double *x, double *y)
{
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < g->nx; i++)
            y[i] = x[i] * x[i] * y[i];
        g->nx += 1;
    }
}

/*
 * check: sizes that members say, where the function reads them in any case; what is of two types is measured in bytes
 * check-gradient: flow(&{3, 3}, random(9, 0.5, 1), random(9, 0.5, 1), random(9, 0.5, 1))
 * check-gradient: flow(&{3, 4}, k = random(12, 0.5, 1), random(12, 0.5, 1), v = k)
 * check-gradient: flow(&{3, 4}, k = random(12, 0.5, 1), u = k, random(12, 0.5, 1))
 * check-gradient: flow(&{3, 4}, random(12, 0.5, 1), u = random(13, 0.5, 1), v = u + 1)
 * check-gradient: flow(&{0, -1}, k = random(2, 0.5, 1), u = k, v = k)
 * check-gradient: rates(&{0.5, 0.7}, 2, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: rates(&{0.5, 0.7}, 2, s = random(5, 0.5, 1), ds = s + 1)
 * check-gradient: behind_pointer({3}, x = random(4, 0.5, 1), y = x + 1)
 * check-gradient: behind_pointer({3}, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: of_globals({{2}}, x = random(5, 0.5, 1), y = x + 2)
 * check-gradient: of_globals({{5}}, x = random(8, 0.5, 1), y = x + 3)
 * check-gradient: of_globals({{2}}, x = random(6, 0.5, 1), y = x + 3)
 * check-gradient: loses_size({{2}}, x = random(5, 0.5, 1), y = x + 2)
 * check-gradient: guarded(NULL, random(2, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: guarded(&{2, 0}, x = random(3, 0.5, 1), y = x + 1)
 * check-gradient: further(&{2, &{2, 0}}, x = random(3, 0.5, 1), y = x + 1)
 * check-gradient: counted_down(&{2, 0}, x = random(5, 0.5, 1), y = x + 2)
 * check-has: adgen_apart(r, sizeof(struct Rates), ds, 2.0 * n * sizeof(double), 1)
 * check-has: flow_vjp_apart(
 * check-has: adgen_apart(x, *n, y, *n, sizeof(double))
 * check-has: of_globals_vjp_apart(
 * check-omits: loses_size_vjp_apart
 * check-omits: guarded_vjp_apart
 * check-omits: further_vjp_apart
 * check-omits: counted_down_vjp_apart
 */
