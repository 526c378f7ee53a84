#include <adgen/adgen.h>
#include <math.h>

#define CLAMP(x, low, high) ((x) < (low) ? (low) : (x) > (high) ? (high) : (x))
#define DELAY 3

typedef struct pid {
    double kp, ki, kd;
    double tt;                  /* time constant of the tracking against windup; 0: conditional integration */
    double low, high;
    double integral, last;
    int started;
} pid;

typedef struct plant {
    double gain, tau;
    double y;
    double pipe[DELAY];         /* what was put in and has not arrived */
    int head;
} plant;

static double controller(pid *c, double set, double y, double dt)
{
    double error = set - y, slope, u, out;

    if (!c->started) {
        c->last = y;
        c->started = 1;
    }
    slope = (y - c->last) / dt;
    c->last = y;
    u = c->kp * error + c->integral - c->kd * slope;
    out = CLAMP(u, c->low, c->high);
    if (c->tt > 0.0)
        c->integral += dt * (c->ki * error + (out - u) / c->tt);
    else if (out == u || (u > out) != (error > 0.0))
        c->integral += dt * c->ki * error;
    return out;
}

static double react(plant *p, double u, double dt)
{
    double arrived = p->pipe[p->head];

    p->pipe[p->head] = u;
    if (++p->head == DELAY)
        p->head = 0;
    p->y += dt / p->tau * (p->gain * arrived - p->y);
    return p->y;
}

/* Absolute error weighted by time, and what the actuator's movement costs. */
ADGEN_GRAD(c, p)
double response_cost(pid c, plant p, int steps, double dt, double set)
{
    double cost = 0.0, y = p.y, before = 0.0;
    int k = 0;

    while (k < steps) {
        double u = controller(&c, k > steps / 2 ? 0.5 * set : set, y, dt);
        y = react(&p, u, dt);
        cost += k * dt * fabs(set - y) * dt;
        cost += 0.01 * (u - before) * (u - before);
        before = u;
        if (!(fabs(y) < 1e3))
            return 1e3 + cost;
        k++;
    }
    return cost;
}

/*
 * check: a control loop with saturation, two ways against windup, dead time in a ring, structs by value changed by helpers
 * check-gradient: response_cost({2.0, 1.0, 0.1, 0.5, -1.0, 1.0, 0.0, 0.0, 0}, {1.0, 0.7, 0.0, zeros(3), 0}, 0, 0.1, 1.0)
 * check-gradient: response_cost({2.0, 1.0, 0.1, 0.5, -9.0, 9.0, 0.0, 0.0, 0}, {1.0, 1.0, 0.5, zeros(3), 0}, 1, 0.1, 1.0)
 * check-value: c.kp = 0.02 * 1.0 * 0.5
 * check-value: p.y = -0.02 * 1.0 * 2.0
 * check-gradient: response_cost({2.0, 1.0, 0.1, 0.5, -1.0, 1.0, 0.0, 0.0, 0}, {1.0, 0.7, 0.0, {0.1, 0.2, 0.3}, 1}, 12, 0.1, 1.0)
 * check-gradient: response_cost({3.0, 1.0, 0.1, -1.0, -1.0, 1.0, 0.2, 0.0, 0}, {1.3, 0.7, 0.0, {0.1, 0.2, 0.3}, 2}, 12, 0.1, 1.0)
 */
