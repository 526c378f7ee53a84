#include <adgen/adgen.h>

#define NX 5
#define NY 4
#define G 9.81

/* Staggered: u lives on the left faces, v on the lower ones. */
typedef struct {
    double eta[NY][NX];
    double u[NY][NX + 1];
    double v[NY + 1][NX];
} Ocean;

#define FOR_CELLS(i, j) for (int j = 0; j < NY; j++) for (int i = 0; i < NX; i++)

static void momentum(Ocean *o, const double depth[NY][NX], double dt, double dx, double drag)
{
    for (int j = 0; j < NY; j++)
        for (int i = 1; i < NX; i++) {
            double h = 0.5 * (depth[j][i - 1] + depth[j][i]);
            double speed = o->u[j][i] > 0 ? o->u[j][i] : -o->u[j][i];
            o->u[j][i] -= dt * (G * (o->eta[j][i] - o->eta[j][i - 1]) / dx + drag * speed * o->u[j][i] / h);
        }
    for (int j = 1; j < NY; j++)
        for (int i = 0; i < NX; i++) {
            double h = 0.5 * (depth[j - 1][i] + depth[j][i]);
            double speed = o->v[j][i] > 0 ? o->v[j][i] : -o->v[j][i];
            o->v[j][i] -= dt * (G * (o->eta[j][i] - o->eta[j - 1][i]) / dx + drag * speed * o->v[j][i] / h);
        }
}

static void continuity(Ocean *o, const double depth[NY][NX], double dt, double dx)
{
    double change[NY][NX];

    FOR_CELLS(i, j) {
        double west = i > 0 ? 0.5 * (depth[j][i - 1] + depth[j][i]) * o->u[j][i] : 0.0;
        double east = i < NX - 1 ? 0.5 * (depth[j][i] + depth[j][i + 1]) * o->u[j][i + 1] : 0.0;
        double south = j > 0 ? 0.5 * (depth[j - 1][i] + depth[j][i]) * o->v[j][i] : 0.0;
        double north = j < NY - 1 ? 0.5 * (depth[j][i] + depth[j + 1][i]) * o->v[j + 1][i] : 0.0;
        change[j][i] = (west - east + south - north) / dx;
    }
    FOR_CELLS(i, j)
        o->eta[j][i] += dt * change[j][i];
}

/* Records the height at a gauge, a number a step, and returns the misfit to a record. */
ADGEN_GRAD(ocean, depth, drag)
double tsunami(Ocean *ocean, const double depth[NY][NX], double drag, int steps, double dt, double dx, int gx, int gy,
    const double *record)
{
    double misfit = 0.0;

    for (int s = 0; s < steps; s++) {
        momentum(ocean, depth, dt, dx, drag);
        continuity(ocean, depth, dt, dx);
        if (record) {
            double d = ocean->eta[gy][gx] - record[s];
            misfit += 0.5 * d * d;
        }
    }
    return misfit;
}

/*
 * check: shallow water in two dimensions: matrices in a struct, in place, a macro that loops
 * check-header-after: its struct has no tag
 * check-gradient: tsunami(&{random(20, -1, 1), zeros(24), zeros(25)}, random(20, 1, 2), 0.1, 0, 0.01, 0.5, 1, 1, zeros(0))
 * check-gradient: tsunami(&{random(20, -1, 1), random(24, -1, 1), random(25, -1, 1)}, random(20, 1, 2), 0.1, 1, 0.01, 0.5, 4, 3, {0.2})
 * check-gradient: tsunami(&{random(20, -1, 1), random(24, -1, 1), random(25, -1, 1)}, random(20, 1, 2), 0.1, 3, 0.01, 0.5,
 *     2, 1, random(3, -1, 1))
 * check-gradient: tsunami(&{random(20, -1, 1), random(24, -1, 1), random(25, -1, 1)}, random(20, 1, 2), 0.1, 2, 0.01, 0.5,
 *     2, 1, NULL)
 */
