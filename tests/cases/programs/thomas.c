#include <adgen/adgen.h>

/*
 * One step of heat conduction in a rod, by Crank and Nicolson: the temperatures t are replaced by those dt later.
 * The conductivity belongs to the gaps between points, the ends are held at their temperature.
 */
ADGEN_VJP(t, k)
int conduct(int n, double *t, const double *k, double dt, double *c, double *d)
{
    int i;
    double *dp = d;

    if (n < 3)
        return n;

    *c++ = 0.0;
    *dp++ = t[0];
    for (i = 1; i < n - 1; i++, c++, dp++) {
        double left = 0.5 * dt * k[i - 1], right = 0.5 * dt * k[i];
        double diagonal = 1.0 + left + right;
        double explicit_part = t[i] + left * (t[i - 1] - t[i]) + right * (t[i + 1] - t[i]);
        double w = diagonal + left * c[-1];

        *c = -right / w;
        *dp = (explicit_part + left * dp[-1]) / w;
    }
    *dp = t[n - 1];
    for (i = n - 2; i > 0; i--) {
        --c;
        t[i] = d[i] - *c * (i == n - 2 ? *dp : t[i + 1]);
    }
    return 0;
}

/* How far the rod is from a target after some steps. */
ADGEN_GRAD(start, k)
double misfit(int n, int steps, const double start[n], const double k[n], const double target[n], double dt)
{
    double t[n + 1], c[n + 1], d[n + 1], sum = 0.0;

    for (int i = 0; i < n; i++)
        t[i] = start[i];
    for (int s = 0; s < steps; s++)
        if (conduct(n, t, k, dt, c, d) != 0)
            break;
    for (int i = 0; i < n; i++)
        sum += (t[i] - target[i]) * (t[i] - target[i]);
    return 0.5 * sum;
}

/*
 * check: the Thomas algorithm for a tridiagonal system, work arrays walked by pointers there and back
 * check-gradient: conduct(2, {1.0, 2.0}, {1.0, 1.0}, 0.1, zeros(2), zeros(2))
 * check-gradient: conduct(3, {1.0, 2.0, 4.0}, {1.0, 1.0}, 1.0, zeros(3), zeros(3))
 * check-seed: t = {0, 1, 0}
 * check-value: t = {0.5, 0, 0.5}
 * check-gradient: conduct(6, random(6, -1, 1), random(5, 0.5, 2), 0.3, zeros(6), zeros(6))
 * check-gradient: misfit(0, 2, zeros(0), zeros(0), zeros(0), 0.1)
 * check-gradient: misfit(5, 0, random(5, 0, 1), random(5, 0.5, 1), random(5, 0, 1), 0.1)
 * check-gradient: misfit(5, 3, random(5, 0, 1), random(5, 0.5, 1), random(5, 0, 1), 0.1)
 */
