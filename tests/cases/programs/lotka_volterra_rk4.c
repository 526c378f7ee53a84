#include <adgen/adgen.h>
#include <stdlib.h>

struct model {
    double birth, death, eat, grow;
    double capacity;            /* none if not positive */
};

enum { PREY, PREDATOR, SPECIES };

static void rates(const struct model *m, const double *n, double *dn)
{
    double eaten = m->eat * n[PREY] * n[PREDATOR];
    double crowding = m->capacity > 0.0 ? 1.0 - n[PREY] / m->capacity : 1.0;

    dn[PREY] = m->birth * n[PREY] * crowding - eaten;
    dn[PREDATOR] = m->grow * eaten - m->death * n[PREDATOR];
}

/* One step of the classical Runge-Kutta method, with a work array of five times the size of the state. */
static void rk4(const struct model *m, int n, double *y, double h, double *work)
{
    double *k1 = work, *k2 = k1 + n, *k3 = k2 + n, *k4 = k3 + n, *mid = k4 + n;
    int i;

    rates(m, y, k1);
    for (i = 0; i < n; i++)
        mid[i] = y[i] + h / 2 * k1[i];
    rates(m, mid, k2);
    for (i = 0; i < n; i++)
        mid[i] = y[i] + h / 2 * k2[i];
    rates(m, mid, k3);
    for (i = 0; i < n; i++)
        mid[i] = y[i] + h * k3[i];
    rates(m, mid, k4);
    for (i = 0; i < n; i++)
        y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
}

/* The squared error against observations, one every `every` steps; stops where the prey dies out. */
ADGEN_GRAD(m, start)
double fit(const struct model *m, const double start[SPECIES], int count, int every, const double (*seen)[SPECIES],
    double h)
{
    double y[SPECIES] = {start[PREY], start[PREDATOR]};
    double *work = malloc(5 * SPECIES * sizeof(double));
    double error = 0.0;
    int extinct = 0;

    if (!work)
        abort();
    for (int o = 0; o < count && !extinct; o++) {
        for (int s = 0; s < every; s++) {
            rk4(m, SPECIES, y, h, work);
            if (y[PREY] < 1e-3) {
                extinct = 1;
                break;
            }
        }
        for (int i = 0; i < SPECIES; i++) {
            double d = y[i] - seen[o][i];
            error += d * d;
        }
    }
    free(work);
    return extinct ? 10.0 * error : error;
}

/*
 * check: Runge-Kutta steps in a malloc'ed work array that is cut up by pointers, an early stop
 * check-gradient: fit(&{1.0, 0.8, 1.2, 0.5, 0.0}, {1.0, 0.5}, 0, 3, zeros(0), 0.1)
 * check-gradient: fit(&{0.0, 0.0, 0.0, 0.0, 0.0}, {1.0, 0.5}, 1, 1, {0.5, 0.5}, 1.0)
 * check-value: start = {1.0, 0.0}
 * check-value: m->eat = -0.5
 * check-gradient: fit(&{1.0, 0.8, 1.2, 0.5, 2.0}, {1.0, 0.5}, 3, 2, random(6, 0, 1), 0.1)
 * check-gradient: fit(&{0.1, 0.1, 9.0, 0.5, -1.0}, {0.05, 0.7}, 4, 2, random(8, 0, 1), 0.1)
 */
