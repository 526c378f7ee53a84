#ifndef BENCH_PENDULUM_H
#define BENCH_PENDULUM_H

/* A double pendulum: the angles of its arms from below, and their speeds. */
typedef struct State {
    double angle1, angle2, speed1, speed2;
} State;

double pendulum(int steps, double h, State start, const double *torque);

double pendulum_hand(int steps, double h, State start, const double *restrict torque, double *restrict torque_adj);

#endif
