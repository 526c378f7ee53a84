#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

struct body { double x[2], v[2]; int hits; };

static void kick(struct body *b, double dt)
{
    double r = sqrt(b->x[0] * b->x[0] + b->x[1] * b->x[1]);

    for (int i = 0; i < 2; i++)
        b->v[i] -= dt * b->x[i] / (r * r * r);
}

ADGEN_GRAD(start)
double orbit(struct body start, int n, double dt)
{
    struct body b = start;

#pragma adgen checkpoint(4)
    for (int t = 0; t < n; t++) {
        kick(&b, dt);
        for (int i = 0; i < 2; i++)
            b.x[i] += dt * b.v[i];
        if (b.x[0] < 0.0)
            b.hits++;
    }
    return b.x[0] * b.x[1] + b.hits * b.v[0];
}

ADGEN_VJP()
void drift(struct body *b, int n, double dt)
{
#pragma adgen checkpoint(3)
    for (int t = 0; t < n; t++) {
        b->v[0] -= dt * sin(b->x[0]);
        b->x[0] += dt * b->v[0] * b->v[0];
        b->hits = t;
    }
}

/*
 * check: the state is a struct, here or the caller's
 * check-gradient: orbit({.x = {1.0, 0.1}, .v = {0.1, 0.9}, .hits = 2}, 15, 0.2)
 * check-gradient: drift(&{.x = {0.7, 0.1}, .v = {0.4, 0.9}, .hits = 2}, 15, 0.2)
 * check-gradient: drift(&{.x = {0.7, 0.1}, .v = {0.4, 0.9}, .hits = 2}, 0, 0.2)
 * check-count: 2 adgen_checkpoint_start(
 */
