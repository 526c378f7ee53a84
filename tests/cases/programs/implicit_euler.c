#include <adgen/adgen.h>
#include <math.h>

#define TOL 1e-10
#define MAX_NEWTON 20

typedef enum { SOLVED, NOT_CONVERGED, SINGULAR } status;

/* Three species, as in Robertson's problem, but with rates that the caller sets. */
static void reaction(const double k[3], const double y[3], double f[3])
{
    double r1 = k[0] * y[0], r2 = k[1] * y[1] * y[2], r3 = k[2] * y[1] * y[1];
    f[0] = r2 - r1;
    f[1] = r1 - r2 - r3;
    f[2] = r3;
}

static void jacobian(const double k[3], const double y[3], double J[3][3])
{
    J[0][0] = -k[0];
    J[0][1] = k[1] * y[2];
    J[0][2] = k[1] * y[1];
    J[1][0] = k[0];
    J[1][1] = -k[1] * y[2] - 2.0 * k[2] * y[1];
    J[1][2] = -k[1] * y[1];
    J[2][0] = 0.0;
    J[2][1] = 2.0 * k[2] * y[1];
    J[2][2] = 0.0;
}

/* Gauss elimination without pivots, of a three by three system. */
static int solve3(double m[3][3], double b[3])
{
    for (int c = 0; c < 3; c++) {
        if (fabs(m[c][c]) < 1e-300)
            return 0;
        for (int r = c + 1; r < 3; r++) {
            double factor = m[r][c] / m[c][c];
            for (int j = c; j < 3; j++)
                m[r][j] -= factor * m[c][j];
            b[r] -= factor * b[c];
        }
    }
    for (int r = 2; r >= 0; r--) {
        for (int j = r + 1; j < 3; j++)
            b[r] -= m[r][j] * b[j];
        b[r] /= m[r][r];
    }
    return 1;
}

static status step(const double k[3], double y[3], double h)
{
    double now[3] = {y[0], y[1], y[2]};
    double size;
    int iteration = 0;

    do {
        double f[3], m[3][3], delta[3];

        if (iteration++ == MAX_NEWTON)
            return NOT_CONVERGED;
        reaction(k, now, f);
        jacobian(k, now, m);
        for (int i = 0; i < 3; i++) {
            delta[i] = y[i] + h * f[i] - now[i];
            for (int j = 0; j < 3; j++)
                m[i][j] = (i == j) - h * m[i][j];
        }
        if (!solve3(m, delta))
            return SINGULAR;
        size = 0.0;
        for (int i = 0; i < 3; i++) {
            now[i] += delta[i];
            size = fmax(size, fabs(delta[i]));
        }
    } while (size > TOL);
    for (int i = 0; i < 3; i++)
        y[i] = now[i];
    return SOLVED;
}

/* The concentrations at the end replace those at the start; the step is halved where Newton's method fails. */
ADGEN_VJP(k, y)
int integrate(const double k[3], double y[3], double end, double h)
{
    double t = 0.0;
    int steps = 0;

    while (t < end - 1e-12) {
        double dt = t + h > end ? end - t : h;
        switch (step(k, y, dt)) {
        case SOLVED:
            t += dt;
            ++steps;
            break;
        case NOT_CONVERGED:
            h *= 0.5;
            break;
        default:
            return -1;
        }
        if (steps > 1000)
            return -2;
    }
    return steps;
}

/*
 * check: implicit Euler with Newton's method in a do loop, a status in a switch, the step as a state
 * check-gradient: integrate({0.5, 1.0, 2.0}, {1.0, 0.0, 0.0}, 0.0, 0.1)
 * check-gradient: integrate({0.5, 0.0, 0.0}, {1.0, 0.0, 0.0}, 2.0, 2.0)
 * check-seed: y = {1, 0, 0}
 * check-value: y = {0.5, 0, 0}
 * check-value: k[0] = -2.0 / 4.0
 * check-gradient: integrate({0.5, 1.0, 2.0}, {1.0, 0.3, 0.1}, 0.5, 0.2)
 * check-gradient: integrate({0.04, 1e3, 3e4}, {1.0, 0.01, 0.1}, 1.0, 0.3)
 * check-within: 1e-9
 */
