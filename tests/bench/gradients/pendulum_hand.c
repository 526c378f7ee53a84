#include "pendulum.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of pendulum, by hand.
 *
 * What makes it fast: sines and cosines cost more than all else together, so each stage keeps those that its derivative needs
 * (the cosine of an angle comes with its sine from one call), with the reciprocal of the determinant; nothing that the
 * mathematical library computes is computed again.  The adjoint of the state stays in registers.
 */
typedef struct Stage {
    double sine, cosine, cosine1, cosine2, force1, force2, inverse, speed1, speed2;
} Stage;

typedef struct Step {
    Stage  stage[4];
    double sine1, sine2;   /* of the angles after the step */
} Step;

static inline State derivative(State s, double torque, Stage *restrict kept)
{
    const double gravity = 9.81;
    double sine = sin(s.angle1 - s.angle2);
    double cosine = cos(s.angle1 - s.angle2);
    double force1 = torque - sine * s.speed2 * s.speed2 - 2.0 * gravity * sin(s.angle1);
    double force2 = sine * s.speed1 * s.speed1 - gravity * sin(s.angle2);
    double det = 2.0 - cosine * cosine;

    *kept = (Stage){sine, cosine, cos(s.angle1), cos(s.angle2), force1, force2, 1.0 / det, s.speed1, s.speed2};
    return (State){s.speed1, s.speed2, (force1 - cosine * force2) / det, (2.0 * force2 - cosine * force1) / det};
}

/* The adjoint of a stage's state, from that of its rate. */
static inline State derivative_adjoint(State rate_adj, const Stage *restrict k, double *restrict torque_adj)
{
    const double gravity = 9.81;
    double p = rate_adj.speed1 * k->inverse;
    double q = rate_adj.speed2 * k->inverse;
    double force1_adj = p - k->cosine * q;
    double force2_adj = 2.0 * q - k->cosine * p;
    double det_adj = -(force1_adj * k->force1 + force2_adj * k->force2) * k->inverse;
    double cosine_adj = -(p * k->force2 + q * k->force1) - 2.0 * k->cosine * det_adj;
    double sine_adj = force2_adj * k->speed1 * k->speed1 - force1_adj * k->speed2 * k->speed2;
    double angle_adj = sine_adj * k->cosine - cosine_adj * k->sine;

    *torque_adj += force1_adj;
    return (State){angle_adj - 2.0 * gravity * k->cosine1 * force1_adj,
                   -angle_adj - gravity * k->cosine2 * force2_adj,
                   rate_adj.angle1 + 2.0 * k->sine * k->speed1 * force2_adj,
                   rate_adj.angle2 - 2.0 * k->sine * k->speed2 * force1_adj};
}

/* s + h rate */
static State after(State s, double h, State rate)
{
    s.angle1 += h * rate.angle1;
    s.angle2 += h * rate.angle2;
    s.speed1 += h * rate.speed1;
    s.speed2 += h * rate.speed2;
    return s;
}

static State step(State s, double h, double torque, Stage *restrict kept)
{
    State k1 = derivative(s, torque, &kept[0]);
    State k2 = derivative(after(s, 0.5 * h, k1), torque, &kept[1]);
    State k3 = derivative(after(s, 0.5 * h, k2), torque, &kept[2]);
    State k4 = derivative(after(s, h, k3), torque, &kept[3]);

    s = after(s, h / 6.0, k1);
    s = after(s, h / 3.0, k2);
    s = after(s, h / 3.0, k3);
    return after(s, h / 6.0, k4);
}

/* The adjoint before the step, from that after it. */
static State step_adjoint(State adj, double h, const Stage *restrict kept, double *restrict torque_adj)
{
    const State zero = {0.0, 0.0, 0.0, 0.0};
    State s4 = derivative_adjoint(after(zero, h / 6.0, adj), &kept[3], torque_adj);
    State s3 = derivative_adjoint(after(after(zero, h / 3.0, adj), h, s4), &kept[2], torque_adj);
    State s2 = derivative_adjoint(after(after(zero, h / 3.0, adj), 0.5 * h, s3), &kept[1], torque_adj);
    State s1 = derivative_adjoint(after(after(zero, h / 6.0, adj), 0.5 * h, s2), &kept[0], torque_adj);

    return after(after(after(after(adj, 1.0, s1), 1.0, s2), 1.0, s3), 1.0, s4);
}

double pendulum_hand(int steps, double h, State start, const double *restrict torque, double *restrict torque_adj)
{
    Step *kept = malloc((size_t)(steps > 0 ? steps : 1) * sizeof *kept);
    State s = start;
    State adj = {0.0, 0.0, 0.0, 0.0};
    double cost = 0.0;

    if (!kept)
        abort();
    for (int t = 0; t < steps; t++) {
        s = step(s, h, torque[t], kept[t].stage);
        cost += h * (2.0 + cos(s.angle1) + cos(s.angle2) + 0.01 * torque[t] * torque[t]);
        kept[t].sine1 = sin(s.angle1);
        kept[t].sine2 = sin(s.angle2);
    }
    adj.speed1 = 2.0 * s.speed1;
    adj.speed2 = 2.0 * s.speed2;
    for (int t = steps - 1; t >= 0; t--) {
        double own = 0.02 * h * torque[t];

        adj.angle1 -= h * kept[t].sine1;
        adj.angle2 -= h * kept[t].sine2;
        adj = step_adjoint(adj, h, kept[t].stage, &own);
        torque_adj[t] += own;
    }
    free(kept);
    return cost + s.speed1 * s.speed1 + s.speed2 * s.speed2;
}
