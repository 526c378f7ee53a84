#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

#define GRAVITY 9.81

struct cell { double h, hu; };

struct flux { double mass, momentum; };

/* Rusanov's flux between two cells. */
static struct flux between(struct cell l, struct cell r)
{
    double ul = l.h > 0.0 ? l.hu / l.h : 0.0;
    double ur = r.h > 0.0 ? r.hu / r.h : 0.0;
    double speed = fmax(fabs(ul) + sqrt(GRAVITY * l.h), fabs(ur) + sqrt(GRAVITY * r.h));
    struct flux f;

    f.mass = 0.5 * (l.hu + r.hu) - 0.5 * speed * (r.h - l.h);
    f.momentum = 0.5 * (l.hu * ul + 0.5 * GRAVITY * l.h * l.h + r.hu * ur + 0.5 * GRAVITY * r.h * r.h)
        - 0.5 * speed * (r.hu - l.hu);
    return f;
}

/* Dam break in a closed channel with friction: water as it is after some steps replaces water. Returns the height at
 * the right wall. */
ADGEN_GRAD(water, friction)
double dam_break(int n, struct cell *water, double friction, int steps, double dt, double dx)
{
    struct cell *old = water, *new, *spare;

    if (n < 2)
        return n == 1 ? water->h : 0.0;
    spare = malloc((size_t)n * sizeof *spare);
    if (spare == NULL)
        return -1.0;
    new = spare;

    for (int s = 0; s < steps; s++) {
        struct cell wall = {old[0].h, -old[0].hu};
        struct flux in = between(wall, old[0]), out;

        for (int i = 0; i < n; i++) {
            if (i + 1 < n) {
                out = between(old[i], old[i + 1]);
            } else {
                struct cell mirror = old[i];
                mirror.hu = -mirror.hu;
                out = between(old[i], mirror);
            }
            new[i].h = old[i].h - dt / dx * (out.mass - in.mass);
            new[i].hu = (old[i].hu - dt / dx * (out.momentum - in.momentum)) / (1.0 + dt * friction);
            in = out;
        }

        struct cell *t = old;
        old = new;
        new = t;
    }
    if (old != water)
        for (int i = 0; i < n; i++)
            water[i] = old[i];
    free(spare);
    return water[n - 1].h;
}

/*
 * check: shallow water in one dimension, two buffers of structs of which one is the caller's, take turns
 * check-gradient: dam_break(0, {}, 0.1, 3, 0.01, 0.2)
 * check-gradient: dam_break(1, {{2.0, 0.1}}, 0.1, 3, 0.01, 0.2)
 * check-value: water[0].h = 1
 * check-gradient: dam_break(2, {{2.0, 0.1}, {1.0, -0.2}}, 0.1, 0, 0.01, 0.2)
 * check-gradient: dam_break(2, {{2.0, 0.1}, {1.0, -0.2}}, 0.1, 1, 0.01, 0.2)
 * check-gradient: dam_break(5, {{2.0, 0.1}, {1.9, 0.3}, {1.2, -0.2}, {1.0, 0.02}, {1.05, -0.01}}, 0.1, 3, 0.01, 0.2)
 * check-gradient: dam_break(5, {{2.0, 0.1}, {1.9, 0.3}, {1.2, -0.2}, {1.0, 0.02}, {1.05, -0.01}}, 0.1, 4, 0.01, 0.2)
 */
