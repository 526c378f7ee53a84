#include <adgen/adgen.h>
#include <stdlib.h>

#define LEVELS 4

/* Poisson's equation on a line, by V cycles: 2^levels + 1 points on the finest grid. */
struct grid { int points; double h, *u, *f, *r; };

static void smooth(struct grid *g, int sweeps)
{
    while (sweeps-- > 0)
        for (int colour = 1; colour <= 2; colour++)
            for (int i = colour; i < g->points - 1; i += 2)
                g->u[i] = 0.5 * (g->u[i - 1] + g->u[i + 1] + g->h * g->h * g->f[i]);
}

static void residual(struct grid *g)
{
    double h2 = g->h * g->h;

    g->r[0] = g->r[g->points - 1] = 0.0;
    for (int i = 1; i < g->points - 1; i++)
        g->r[i] = g->f[i] + (g->u[i - 1] - 2 * g->u[i] + g->u[i + 1]) / h2;
}

static void restrict_to(const struct grid *fine, struct grid *coarse)
{
    for (int i = 1; i < coarse->points - 1; i++) {
        coarse->f[i] = 0.25 * fine->r[2 * i - 1] + 0.5 * fine->r[2 * i] + 0.25 * fine->r[2 * i + 1];
        coarse->u[i] = 0;
    }
    coarse->u[0] = coarse->u[coarse->points - 1] = 0;
}

static void correct(const struct grid *coarse, struct grid *fine)
{
    for (int i = 0; i < coarse->points - 1; i++) {
        fine->u[2 * i] += coarse->u[i];
        fine->u[2 * i + 1] += 0.5 * (coarse->u[i] + coarse->u[i + 1]);
    }
}

/* Improves u for the source f by some cycles; returns the energy of the solution. */
ADGEN_GRAD(u, f)
double poisson(int levels, double *u, const double *f, int cycles)
{
    struct grid grid[LEVELS];
    double energy = 0.0, *block;
    int total = 0, l, n;

    if (levels < 1 || levels > LEVELS)
        return -1.0;
    for (l = 0; l < levels; l++)
        total += (1 << (levels - l)) + 1;
    if (!(block = calloc(3 * (size_t)total, sizeof *block)))
        return -1.0;
    double *at = block;
    for (l = 0; l < levels; l++) {
        grid[l].points = (1 << (levels - l)) + 1;
        grid[l].h = 1.0 / (grid[l].points - 1);
        grid[l].u = at;
        grid[l].f = at += grid[l].points;
        grid[l].r = at += grid[l].points;
        at += grid[l].points;
    }
    n = grid[0].points;
    for (int i = 0; i < n; i++) {
        grid[0].u[i] = u[i];
        grid[0].f[i] = f[i];
    }
    for (int c = 0; c < cycles; c++) {
        for (l = 0; l < levels - 1; l++) {
            smooth(&grid[l], 1);
            residual(&grid[l]);
            restrict_to(&grid[l], &grid[l + 1]);
        }
        smooth(&grid[levels - 1], 2);
        while (l-- > 0) {
            correct(&grid[l + 1], &grid[l]);
            smooth(&grid[l], 1);
        }
    }
    for (int i = 0; i < n; i++) {
        u[i] = grid[0].u[i];
        energy += 0.5 * grid[0].h * u[i] * f[i];
    }
    free(block);
    return energy;
}

/*
 * check: multigrid V cycles: an array of structs whose pointers share one block, loops up and down the levels
 * check-gradient: poisson(0, zeros(0), zeros(0), 1)
 * check-value: return = -1
 * check-gradient: poisson(1, zeros(3), {1.0, 2.0, 3.0}, 1)
 * check-value: f[1] = 0.5 * 0.5 * (2.0 / 8.0 + 2.0 / 8.0)
 * check-gradient: poisson(2, random(5, -1, 1), random(5, -1, 1), 0)
 * check-gradient: poisson(2, random(5, -1, 1), random(5, -1, 1), 1)
 * check-gradient: poisson(3, random(9, -1, 1), random(9, -1, 1), 2)
 */
