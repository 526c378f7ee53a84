#include "populations.h"

static void slope(const double p[4], const double y[2], double dy[2])
{
    dy[0] = p[0] * y[0] - p[1] * y[0] * y[1];
    dy[1] = p[2] * y[0] * y[1] - p[3] * y[1];
}

void populations(const double p[restrict 4], int steps, double dt, double y[restrict 2])
{
    for (int s = 0; s < steps; s++) {
        double k1[2], k2[2], k3[2], k4[2], at[2];

        slope(p, y, k1);
        for (int i = 0; i < 2; i++)
            at[i] = y[i] + 0.5 * dt * k1[i];
        slope(p, at, k2);
        for (int i = 0; i < 2; i++)
            at[i] = y[i] + 0.5 * dt * k2[i];
        slope(p, at, k3);
        for (int i = 0; i < 2; i++)
            at[i] = y[i] + dt * k3[i];
        slope(p, at, k4);
        for (int i = 0; i < 2; i++)
            y[i] += dt / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
}
