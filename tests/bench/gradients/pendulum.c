#include "pendulum.h"

#include <adgen/adgen.h>
#include <math.h>

/* Arms of length 1 with masses of 1 at their ends; the torque acts on the first one. */
static State derivative(State s, double torque)
{
    const double gravity = 9.81;
    double sine = sin(s.angle1 - s.angle2);
    double cosine = cos(s.angle1 - s.angle2);
    double force1 = torque - sine * s.speed2 * s.speed2 - 2.0 * gravity * sin(s.angle1);
    double force2 = sine * s.speed1 * s.speed1 - gravity * sin(s.angle2);
    double det = 2.0 - cosine * cosine;
    State rate;

    rate.angle1 = s.speed1;
    rate.angle2 = s.speed2;
    rate.speed1 = (force1 - cosine * force2) / det;
    rate.speed2 = (2.0 * force2 - cosine * force1) / det;
    return rate;
}

static State after(State s, double h, State rate)
{
    s.angle1 += h * rate.angle1;
    s.angle2 += h * rate.angle2;
    s.speed1 += h * rate.speed1;
    s.speed2 += h * rate.speed2;
    return s;
}

/* A step by the classical Runge-Kutta method. */
static State step(State s, double h, double torque)
{
    State k1 = derivative(s, torque);
    State k2 = derivative(after(s, 0.5 * h, k1), torque);
    State k3 = derivative(after(s, 0.5 * h, k2), torque);
    State k4 = derivative(after(s, h, k3), torque);

    s = after(s, h / 6.0, k1);
    s = after(s, h / 3.0, k2);
    s = after(s, h / 3.0, k3);
    return after(s, h / 6.0, k4);
}

/* What torque[steps] costs, and how far the arms are from standing upright. */
ADGEN_GRAD(torque)
double pendulum(int steps, double h, State start, const double *torque)
{
    State s = start;
    double cost = 0.0;

    for (int t = 0; t < steps; t++) {
        s = step(s, h, torque[t]);
        cost += h * (2.0 + cos(s.angle1) + cos(s.angle2) + 0.01 * torque[t] * torque[t]);
    }
    return cost + s.speed1 * s.speed1 + s.speed2 * s.speed2;
}
