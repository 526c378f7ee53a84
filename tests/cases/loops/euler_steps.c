#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double pendulum(int steps, double angle, double speed, double length)
{
    double h = 0.01;
    for (int i = 0; i < steps; i++) {
        double force = -9.81 / length * sin(angle);
        angle += h * speed;
        speed += h * force;
    }
    return angle;
}

/*
 * check: time steps of an equation of motion
 * check-gradient: pendulum(30, random(0.5, 1), random(-1, 1), random(0.5, 1))
 */
