#include <adgen/adgen.h>
#include <math.h>

struct body { double pos[3], vel[3], mass; };

/* changes its arguments: forward and backward halves */
static double kick(struct body *a, struct body *b, double dt)
{
    double d[3], r2 = 0.01;
    for (int i = 0; i < 3; i++) {
        d[i] = b->pos[i] - a->pos[i];
        r2 += d[i] * d[i];
    }
    double inv = 1.0 / (r2 * sqrt(r2));
    for (int i = 0; i < 3; i++) {
        a->vel[i] += dt * b->mass * d[i] * inv;
        b->vel[i] -= dt * a->mass * d[i] * inv;
    }
    for (int i = 0; i < 3; i++) {
        a->pos[i] += dt * a->vel[i];
        b->pos[i] += dt * b->vel[i];
    }
    if (r2 > 100.0)
        return 0.0;
    double potential = -a->mass * b->mass / sqrt(r2);
    a->mass *= 1.0 - 0.01 * dt;
    return potential;
}

ADGEN_VJP()
double orbit(struct body *b, double dt, int steps)
{
    double e = 0.0;
    for (int s = 0; s < steps; s++) {
        e += kick(&b[0], &b[1], dt);
        e += kick(&b[1], &b[2], dt);
        e -= kick(&b[0], &b[2], dt);
        e += kick(&b[2], &b[1], 0.5 * dt);
        e *= kick(&b[1], &b[0], dt);
        e += kick(&b[1], &b[0], e);
        e += kick(&b[1], &b[1], dt);
    }
    e += kick(b, b + 1, dt);
    e += kick(b + 2, b + 1, dt);
    return e;
}

/*
 * check: a helper that changes its arguments and is called in many places
 * check-gradient: orbit({{random(3, -1, 1), random(3, -1, 1), 0.5}, {random(3, -1, 1), random(3, -1, 1), 0.6}, {random(3, -1, 1), random(3, -1, 1), 0.7}}, 0.05, 0)
 * check-gradient: orbit({{random(3, -1, 1), random(3, -1, 1), 0.5}, {random(3, -1, 1), random(3, -1, 1), 0.6}, {random(3, -1, 1), random(3, -1, 1), 0.7}}, 0.05, 2)
 * check-has: kick_forward(
 */
