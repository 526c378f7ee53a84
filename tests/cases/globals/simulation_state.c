#include <adgen/adgen.h>
#include <math.h>

struct state { double pos[2]; double vel; int steps; };

double temperature;
double history[4];
struct state body;
static const double table[3] = {1.0, 2.0, 3.0};

static void step(double force)
{
    body.vel += 0.1 * force * temperature;
    body.pos[0] += 0.1 * body.vel;
    body.pos[1] *= body.pos[0];
    body.steps++;
    history[body.steps % 4] = body.pos[1] + table[body.steps % 3];
}

ADGEN_GRAD(x, y)
double f(double x, double y, int n)
{
    double e = 0.0;
    temperature = x * y;
    body.pos[0] = x;
    body.pos[1] = y;
    body.vel = sin(y);
    body.steps = 0;
    for (int i = 0; i < 4; i++)
        history[i] = x;
    for (int i = 0; i < n; i++) {
        step(x - body.pos[0]);
        temperature *= 0.9;
    }
    for (int i = 0; i < 4; i++)
        e += history[i] * history[i] * temperature;
    return e;
}

/*
 * check: globals that carry the state of a simulation
 * check-gradient: f(0.7, 0.4, 0)
 * check-gradient: f(0.7, 0.4, 1)
 * check-gradient: f(0.7, 0.4, 6)
 * check-header-has: extern double temperature_adj;
 * check-header-has: extern double history_adj[4];
 * check-has: double temperature_adj;
 */
