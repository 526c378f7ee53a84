#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

typedef struct Pair {
    double x, y;
} Pair;

static Pair sub(Pair a, Pair b) { return (Pair){a.x - b.x, a.y - b.y}; }
static double dot(Pair a, Pair b) { return a.x * b.x + a.y * b.y; }
static void add_scaled(Pair *a, double s, Pair b) { a->x += s * b.x; a->y += s * b.y; }

/* Springs between nodes: positions and velocities are the state; forces are made anew in each step, and no part of it. */
ADGEN_GRAD(v0, stiffness, damping)
double net(int n, int m, int steps, double dt, const struct Pair *p0, const struct Pair *v0, const int *from, const int *to,
           double stiffness, double damping)
{
    Pair  *p = malloc(n * sizeof *p), *v = malloc(n * sizeof *v), *f = malloc(n * sizeof *f);
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        p[i] = p0[i];
        v[i] = v0[i];
    }
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            f[i] = (Pair){0.0, -1.0};
        for (int s = 0; s < m; s++) {
            Pair   d = sub(p[to[s]], p[from[s]]), w = sub(v[to[s]], v[from[s]]);
            double length = sqrt(dot(d, d)), force = stiffness * (length - 1.0) + damping * dot(d, w) / length;
            add_scaled(&f[from[s]], force / length, d);
            add_scaled(&f[to[s]], -force / length, d);
        }
        for (int i = 0; i < n; i++) {
            add_scaled(&v[i], dt, f[i]);
            add_scaled(&p[i], dt, v[i]);
        }
    }
    for (int i = 0; i < n; i++)
        sum += dot(p[i], p[i]);
    free(p);
    free(v);
    free(f);
    return sum;
}

static double speed(double h, double q) { return fabs(q / h) + sqrt(9.81 * h); }

/* Fluxes between cells, made anew in each step. */
ADGEN_GRAD(h0, q0, friction)
double water(int n, int first, int last, double r, const double *h0, const double *q0, double friction)
{
    double *h = malloc(n * sizeof(double)), *q = malloc(n * sizeof(double));
    double *fh = malloc((n + 1) * sizeof(double)), *fq = malloc((n + 1) * sizeof(double)), sum = 0.0;
    for (int i = 0; i < n; i++) {
        h[i] = h0[i];
        q[i] = q0[i];
    }
    for (int t = first; t <= last; t += 2) {
        for (int i = 0; i <= n; i++) {
            double hl = i > 0 ? h[i - 1] : h[0], ql = i > 0 ? q[i - 1] : -q[0];
            double hr = i < n ? h[i] : h[n - 1], qr = i < n ? q[i] : -q[n - 1];
            double s = fmax(speed(hl, ql), speed(hr, qr));
            fh[i] = 0.5 * (ql + qr) - 0.5 * s * (hr - hl);
            fq[i] = 0.5 * (ql * ql / hl + qr * qr / hr) - 0.5 * s * (qr - ql);
        }
        for (int i = 0; i < n; i++) {
            h[i] -= r * (fh[i + 1] - fh[i]);
            q[i] -= r * (fq[i + 1] - fq[i]) + friction * t * q[i] * fabs(q[i]) / (h[i] * h[i]);
        }
        sum += h[0] * h[0];
    }
    free(h);
    free(q);
    free(fh);
    free(fq);
    return sum;
}

/* What the caller sees of x and w is there again in the end; a is carried along in a register. */
ADGEN_GRAD(x, w)
double seen_by_the_caller(int n, int steps, double *restrict x, double *restrict w)
{
    double a = 1.0;
    for (int t = steps; t > 0; t--) {
        for (int i = 1; i < n; i++) {
            x[i] = 0.5 * x[i] * x[i - 1] * w[i - 1] + 0.1 * a;
            w[i] = 0.5 * w[i] * x[i] * w[i - 1];
        }
        a = 0.5 * a * x[n - 1];
    }
    return a * x[0];
}

/*
 * check: steps that would keep much more than they change keep their state and run again
 * check-gradient: net(3, 3, 4, 0.1, {{0.0, 0.1}, {1.2, 0.3}, {0.4, 1.5}}, {random(2, -1, 1), random(2, -1, 1), random(2, -1, 1)}, {0, 1, 2}, {1, 2, 0}, 2.0, 0.3)
 * check-gradient: net(3, 3, 0, 0.1, {{0.0, 0.1}, {1.2, 0.3}, {0.4, 1.5}}, {random(2, -1, 1), random(2, -1, 1), random(2, -1, 1)}, {0, 1, 2}, {1, 2, 0}, 2.0, 0.3)
 * check-gradient: net(2, 0, 3, 0.1, {{0.0, 0.1}, {1.2, 0.3}}, {random(2, -1, 1), random(2, -1, 1)}, {}, {}, 2.0, 0.3)
 * check-gradient: net(2, 1, 1, 0.1, {{0.0, 0.1}, {1.2, 0.3}}, {random(2, -1, 1), random(2, -1, 1)}, {0}, {1}, 2.0, 0.3)
 * check-gradient: water(4, 1, 6, 0.05, random(4, 1, 2), random(4, 0.1, 1), 0.2)
 * check-gradient: water(3, 2, 2, 0.05, random(3, 1, 2), random(3, 0.1, 1), 0.2)
 * check-gradient: water(3, 2, 1, 0.05, random(3, 1, 2), random(3, 0.1, 1), 0.2)
 * check-gradient: seen_by_the_caller(4, 3, random(4, 1, 2), random(4, 1, 2))
 * check-gradient: seen_by_the_caller(1, 3, random(1, 1, 2), random(1, 1, 2))
 * check-gradient: seen_by_the_caller(4, 0, random(4, 1, 2), random(4, 1, 2))
 * check-has: memcpy(p, p_state + step * f_size, f_size * sizeof(struct Pair));
 * check-has: memcpy(q, q_state + step_2 * h_size, h_size * sizeof(double));
 * check-has: memcpy(x, x_left, x_size * sizeof(double));
 * check-omits: f_state
 * check-omits: fh_state
 * check-omits: adgen_stride
 */
