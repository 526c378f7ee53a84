#include <adgen/adgen.h>

struct body { const double mass; double at, speed; };

ADGEN_GRAD(bodies)
double f(struct body *bodies, int n)
{
    double energy = 0.0;
    for (int i = 0; i < n; i++) {
        struct body b = bodies[i];
        energy += b.mass * b.speed * b.speed;
    }
    return energy;
}

/*
 * check: the adjoint of a const member, which nobody could add to
 * check-error: adgen-const-member @ 10:21
 */
