#include "particles.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of particles, by hand.
 *
 * What makes it fast:
 * - Of each step positions, velocities, accelerations and who was fastest are kept; forces are computed again in the
 *   backward pass, where they vectorise.
 * - Coordinates lie apart, x[3][n], and each particle gathers what all others contribute to its adjoints: twice the pairs,
 *   but the loop over particles writes what is its own, with unit stride, without a sum across.
 * - Adjoints of positions and velocities are updated in place.
 * - The room for the steps grows by doubling, in one block.
 */

/* One step: what was before it, and what followed from that. */
typedef struct Step {
    double dt, largest;   /* largest: the square of the fastest one's acceleration; 0: the step was cut at the end */
    int    fastest;
} Step;

typedef struct History {
    double *rows;         /* for each step x[3][n], v[3][n], a[3][n] */
    Step   *steps;
    size_t  count, room;
} History;

/* Room for one step more. */
static void reserve(History *history, size_t row)
{
    if (history->count < history->room)
        return;
    history->room = history->room ? 2 * history->room : 256;
    history->rows = realloc(history->rows, history->room * row * sizeof *history->rows);
    history->steps = realloc(history->steps, history->room * sizeof *history->steps);
    if (!history->rows || !history->steps)
        abort();
}

static void attract(int n, const double *restrict mass, const double *restrict x, double *restrict a)
{
    const double *y = x + n, *z = y + n;
    double *restrict ay = a + n, *restrict az = ay + n;

    for (int i = 0; i < 3 * n; i++)
        a[i] = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
            double square = 0.01 + dx * dx + dy * dy + dz * dz;
            double force = 1.0 / (square * sqrt(square));

            a[i] += mass[j] * force * dx;
            ay[i] += mass[j] * force * dy;
            az[i] += mass[j] * force * dz;
            a[j] -= mass[i] * force * dx;
            ay[j] -= mass[i] * force * dy;
            az[j] -= mass[i] * force * dz;
        }
}

/* What particle j does to all: to the adjoints of their positions and masses; a_adj as x. */
static void attract_adjoint_of(int n, int j, const double *restrict mass, const double *restrict x,
                               const double *restrict a_adj, double *restrict mass_adj, double *restrict x_adj)
{
    const double *restrict y = x + n, *restrict z = y + n;
    const double *restrict ay_adj = a_adj + n, *restrict az_adj = ay_adj + n;
    double *restrict y_adj = x_adj + n, *restrict z_adj = y_adj + n;
    double xj = x[j], yj = y[j], zj = z[j], mj = mass[j];
    double axj = a_adj[j], ayj = ay_adj[j], azj = az_adj[j];

    for (int i = 0; i < n; i++) {
        double dx = xj - x[i], dy = yj - y[i], dz = zj - z[i];
        double inverse = 1.0 / (0.01 + dx * dx + dy * dy + dz * dz);
        double force = inverse * sqrt(inverse);
        double wx = mj * a_adj[i] - mass[i] * axj;
        double wy = mj * ay_adj[i] - mass[i] * ayj;
        double wz = mj * az_adj[i] - mass[i] * azj;
        double bend = 3.0 * inverse * (wx * dx + wy * dy + wz * dz);

        x_adj[i] -= force * (wx - bend * dx);
        y_adj[i] -= force * (wy - bend * dy);
        z_adj[i] -= force * (wz - bend * dz);
        mass_adj[i] -= force * (axj * dx + ayj * dy + azj * dz);
    }
}

static Step choose_step(int n, const double *restrict a)
{
    Step step = {0.0, 0.0, 0};

    for (int i = 0; i < n; i++) {
        double square = a[i] * a[i] + a[n + i] * a[n + i] + a[2 * n + i] * a[2 * n + i];

        if (square > step.largest) {
            step.largest = square;
            step.fastest = i;
        }
    }
    step.dt = 0.005 / sqrt(sqrt(step.largest));
    return step;
}

/* From (x, v) to the next. */
static void move(int n, double dt, const double *restrict x, const double *restrict v, const double *restrict a,
                 double *restrict x_next, double *restrict v_next)
{
    for (int i = 0; i < 3 * n; i++) {
        v_next[i] = v[i] + dt * a[i];
        x_next[i] = x[i] + dt * v_next[i];
    }
}

/* v_adj += dt x_adj, a_adj = dt v_adj; returns the derivative by dt, summed in parts that vectorise. */
static double move_adjoint(int n, double dt, const double *restrict v_next, const double *restrict a,
                           const double *restrict x_adj, double *restrict v_adj, double *restrict a_adj)
{
    double part[4] = {0.0};
    int i = 0;

    for (; i + 4 <= n; i += 4)
        for (int l = 0; l < 4; l++) {
            v_adj[i + l] += dt * x_adj[i + l];
            a_adj[i + l] = dt * v_adj[i + l];
            part[l] += x_adj[i + l] * v_next[i + l] + v_adj[i + l] * a[i + l];
        }
    for (; i < n; i++) {
        v_adj[i] += dt * x_adj[i];
        a_adj[i] = dt * v_adj[i];
        part[0] += x_adj[i] * v_next[i] + v_adj[i] * a[i];
    }
    return part[0] + part[1] + part[2] + part[3];
}

double particles_hand(int n, double end, const double *restrict mass, const double *restrict x0,
                      const double *restrict v0, double *restrict mass_adj, double *restrict v0_adj)
{
    size_t width = 3 * (size_t)n;
    History history = {NULL, NULL, 0, 0};
    double *work = malloc(3 * width * sizeof *work);
    double *x_adj = work;
    double *v_adj = work + width;
    double *a_adj = work + 2 * width;
    double time = 0.0;
    double time_adj = 0.0;
    double spread = 0.0;

    /* forward */
    reserve(&history, 3 * width);
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; i++) {
            history.rows[k * n + i] = x0[3 * i + k];
            history.rows[(3 + k) * n + i] = v0[3 * i + k];
        }
    while (time < end) {
        double *row;
        Step step;

        history.count++;
        reserve(&history, 3 * width);
        row = history.rows + 3 * (history.count - 1) * width;
        attract(n, mass, row, row + 2 * width);
        step = choose_step(n, row + 2 * width);
        if (time + step.dt > end)
            step = (Step){end - time, 0.0, 0};
        history.steps[history.count - 1] = step;
        move(n, step.dt, row, row + width, row + 2 * width, row + 3 * width, row + 4 * width);
        time += step.dt;
    }

    const double *last = history.rows + 3 * history.count * width;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            spread += last[k * n + i] * last[k * n + i];
    for (int i = 0; i < 3 * n; i++) {
        x_adj[i] = 2.0 * last[i];
        v_adj[i] = 0.0;
    }

    /* backward */
    for (size_t t = history.count; t-- > 0;) {
        const double *row = history.rows + 3 * t * width;
        const double *a = row + 2 * width;
        Step step = history.steps[t];
        double dt_adj = time_adj + move_adjoint(3 * n, step.dt, row + 4 * width, a, x_adj, v_adj, a_adj);

        if (step.largest > 0.0) {
            double factor = -0.5 * dt_adj * step.dt / step.largest;

            for (int k = 0; k < 3; k++)
                a_adj[k * n + step.fastest] += factor * a[k * n + step.fastest];
        } else {
            time_adj -= dt_adj;
        }
        for (int j = 0; j < n; j++)
            attract_adjoint_of(n, j, mass, row, a_adj, mass_adj, x_adj);
    }
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; i++)
            v0_adj[3 * i + k] += v_adj[k * n + i];
    free(history.rows);
    free(history.steps);
    free(work);
    return spread;
}
