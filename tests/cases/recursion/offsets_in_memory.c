#include <adgen/adgen.h>

struct plan {
    int half, offset[4];
};

static void squares(const struct plan *plan, double *y, int n)
{
    if (n <= 1) {
        y[0] *= y[0];
        return;
    }
    squares(plan, y, n - 1);
    squares(plan, y + plan->half, n - 1);
    squares(plan, &y[plan->offset[n % 4]], n - 1);
}

ADGEN_GRAD(x)
double transformed(int n, const double *x)
{
    struct plan plan = {1, {0, 1, 2, 1}};
    double      y[8], s = 0.0;

    for (int i = 0; i < 8; i++)
        y[i] = x[i % n] * 0.9;
    squares(&plan, y, n);
    for (int i = 0; i < 8; i++)
        s += y[i] * (i + 1);
    return s;
}

struct grid {
    double at[8], rows[3][4];
    int    first, row;
};

static double folded(const double *y, int n)
{
    return n == 0 ? 0.5 : y[0] * folded(y + 1, n - 1) + y[0];
}

static double walked(struct grid *g, int n)
{
    double r;

    if (n == 0)
        return 1.0;
    r = folded(&g->at[g->first], n) + folded(g->at + g->first % 2, n) + folded(g->rows[g->first % 3], n) +
        folded(&g->rows[g->row % 3][g->first], n);
    g->first = (g->first + 1) % 3;
    return r * walked(g, n - 1);
}

ADGEN_GRAD(x)
double in_a_grid(int n, const double *x)
{
    struct grid g = {.first = 1, .row = 2};
    double      r;

    for (int i = 0; i < 8; i++)
        g.at[i] = x[i] * x[i];
    for (int i = 0; i < 12; i++)
        g.rows[i / 4][i % 4] = x[i % 8] * 0.5;
    r = walked(&g, n);
    return r * g.first;
}

/*
 * check: recursive functions get pointers with offsets that are read from memory
 * check-gradient: transformed(1, random(1, 0.5, 1))
 * check-gradient: transformed(3, random(3, 0.5, 1))
 * check-gradient: in_a_grid(0, random(8, 0.5, 1))
 * check-gradient: in_a_grid(2, random(8, 0.5, 1))
 */
