#include <adgen/adgen.h>
#include <math.h>
#include <string.h>

/* Vectors as arrays, unnamed arrays as arguments: a double pendulum on a cart, by Lagrange and Gauss. */
typedef double v3[3];

#define V3(...) ((double[3]){__VA_ARGS__})
#define FOR3(i) for (int i = 0; i < 3; ++i)

static double dot3(const double a[static 3], const double b[static 3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static double *cross3(double *restrict out, const double *a, const double *b)
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
    return out;
}

/* Cramer's rule by cross products: the rows of m, the right side. */
static int solve(v3 m[3], const v3 rhs, v3 x)
{
    v3 c[3], t = {0};
    double det = dot3(m[0], cross3(c[0], m[1], m[2]));

    if (fabs(det) < 1e-12)
        return 0;
    cross3(c[1], m[2], m[0]);
    cross3(c[2], m[0], m[1]);
    FOR3(i) FOR3(j) t[j] += c[i][j] * rhs[i] / det;
    memcpy(x, t, sizeof t);
    return 1;
}

struct cart {
    struct { double mass, length; } link[2];
    double mass, damping;
};

static int accelerations(const struct cart *c, const v3 q, const v3 w, double force, v3 out)
{
    double m1 = c->link[0].mass, m2 = c->link[1].mass, l1 = c->link[0].length, l2 = c->link[1].length;
    double c1 = cos(q[1]), s1 = sin(q[1]), c2 = cos(q[2]), s2 = sin(q[2]), c12 = cos(q[1] - q[2]), s12 = sin(q[1] - q[2]);
    v3 m[3] = {
        {c->mass + m1 + m2, (m1 + m2) * l1 * c1, m2 * l2 * c2},
        {(m1 + m2) * l1 * c1, (m1 + m2) * l1 * l1, m2 * l1 * l2 * c12},
        {m2 * l2 * c2, m2 * l1 * l2 * c12, m2 * l2 * l2},
    };

    return solve(m, V3(force - c->damping * w[0] + (m1 + m2) * l1 * s1 * w[1] * w[1] + m2 * l2 * s2 * w[2] * w[2],
        -m2 * l1 * l2 * s12 * w[2] * w[2] - 9.81 * (m1 + m2) * l1 * s1, m2 * l1 * l2 * s12 * w[1] * w[1] - 9.81 * m2 * l2 * s2), out);
}

/* What a sequence of forces costs; the state is as it ends. */
ADGEN_GRAD(c, q, w, force)
double swing_up(const struct cart *c, v3 q, v3 w, int n, const double *force, double dt)
{
    double cost = 0.0;

    for (double t = 0.0, end = (n - 0.5) * dt; t < end; t += dt) {
        v3 a;
        double f = *force++;
        if (!accelerations(c, q, w, f, a))
            return INFINITY;
        FOR3(i) {
            w[i] += dt * a[i];
            q[i] += dt * w[i];
        }
        cost += dt * (f * f + dot3(w, w));
    }
    return cost + dot3(q, V3(q[0], 0.0, 0.0)) + 2.0 + cos(q[1]) + cos(q[2]);
}

/*
 * check: arrays without names as arguments, functions that return where they wrote, a loop whose counter is real
 * check-gradient: swing_up(&{{{0.5, 1.0}, {0.4, 0.8}}, 1.0, 0.1}, {0.5, 0.1, 0.2}, zeros(3), 0, zeros(0), 0.1)
 * check-value: q = {1.0, -sin(0.1), -sin(0.2)}
 * check-gradient: swing_up(&{{{0.0, 1.0}, {0.4, 0.8}}, 1.0, 0.1}, {0.5, 0.1, 0.2}, zeros(3), 1, {1.0}, 0.1)
 * check-gradient: swing_up(&{{{0.5, 1.0}, {0.4, 0.8}}, 1.0, 0.1}, {0.5, 0.1, 0.2}, random(3, -1, 1), 4, random(4, -1, 1), 0.05)
 * check-within: 1e-9
 */
