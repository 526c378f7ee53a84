#include <adgen/adgen.h>
#include <math.h>

#define G 1.0
#define DIM 3

struct body {
    double pos[DIM];
    double vel[DIM];
    double acc[DIM];
    double mass;
    ADGEN_INACTIVE double radius;
    int fixed;
};

static inline double sq(double x) { return x * x; }

static void accelerate(struct body *bodies, int n)
{
    struct body *a, *b, *end = bodies + n;
    int d;

    for (a = bodies; a != end; a++)
        for (d = 0; d < DIM; d++)
            a->acc[d] = 0.0;
    for (a = bodies; a != end; a++)
        for (b = a + 1; b < end; b++) {
            double r[DIM], r2 = sq(a->radius + b->radius), w;
            for (d = 0; d < DIM; d++) {
                r[d] = b->pos[d] - a->pos[d];
                r2 += sq(r[d]);
            }
            w = G / (r2 * sqrt(r2));
            for (d = 0; d < DIM; d++) {
                a->acc[d] += w * b->mass * r[d];
                b->acc[d] -= w * a->mass * r[d];
            }
        }
}

static void kick(struct body *bodies, int n, double dt)
{
    for (int i = 0; i < n; i++) {
        struct body *b = &bodies[i];
        if (b->fixed)
            continue;
        for (int d = 0; d < DIM; d++)
            b->vel[d] += dt * b->acc[d];
    }
}

static void drift(struct body *bodies, int n, double dt)
{
    for (int i = 0; i < n; i++)
        for (int d = 0; d < DIM; d++)
            bodies[i].pos[d] += dt * bodies[i].vel[d];
}

/* Leapfrog: moves the bodies, returns the kinetic energy at the end. */
ADGEN_GRAD()
double simulate(int n, struct body *bodies, int steps, double dt)
{
    double energy = 0.0;

    accelerate(bodies, n);
    while (steps--) {
        kick(bodies, n, 0.5 * dt);
        drift(bodies, n, dt);
        accelerate(bodies, n);
        kick(bodies, n, 0.5 * dt);
    }
    for (const struct body *b = bodies; b < bodies + n; ++b) {
        double v2 = 0.0;
        for (int d = 0; d < DIM; d++)
            v2 += sq(b->vel[d]);
        energy += 0.5 * b->mass * v2;
    }
    return energy;
}

/*
 * check: bodies that attract each other: an array of structs in place, pointers to structs as cursors
 * check-gradient: simulate(0, {}, 2, 0.1)
 * check-gradient: simulate(1, {{{0.0, 0.0, 0.0}, {1.0, 2.0, 3.0}, zeros(3), 2.0, 0.1, 0}}, 3, 0.1)
 * check-value: bodies[0].vel = {2.0, 4.0, 6.0}
 * check-value: bodies[0].mass = 7.0
 * check-gradient: simulate(2, {{{0.0, 0.0, 0.0}, random(3, -1, 1), zeros(3), 2.0, 0.1, 1},
 *     {{1.0, 0.5, 0.0}, random(3, -1, 1), zeros(3), 0.1, 0.1, 0}}, 0, 0.1)
 * check-gradient: simulate(3, {{random(3, -1, 1), random(3, -1, 1), zeros(3), 2.0, 0.3, 0},
 *     {random(3, -1, 1), random(3, -1, 1), zeros(3), 0.5, 0.2, 0},
 *     {random(3, -1, 1), random(3, -1, 1), zeros(3), 0.5, 0.2, 1}}, 3, 0.1)
 */
