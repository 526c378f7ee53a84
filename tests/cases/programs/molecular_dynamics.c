#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

#define EMPTY (-1)

typedef struct Box {
    double size;
    double cutoff;
    int cells;              /* along each side */
    int *head;              /* cells * cells */
    int *next;              /* one a particle */
} Box;

static double wrap(double x, double size)
{
    return x - size * floor(x / size);
}

static double nearest(double d, double size)
{
    if (d > 0.5 * size)
        d -= size;
    else if (d < -0.5 * size)
        d += size;
    return d;
}

static void fill(Box *box, int n, const double *xy)
{
    for (int c = 0; c < box->cells * box->cells; c++)
        box->head[c] = EMPTY;
    for (int i = 0; i < n; i++) {
        int cx = (int)(wrap(xy[2 * i], box->size) / box->size * box->cells) % box->cells;
        int cy = (int)(wrap(xy[2 * i + 1], box->size) / box->size * box->cells) % box->cells;
        int c = cy * box->cells + cx;
        box->next[i] = box->head[c];
        box->head[c] = i;
    }
}

/* Lennard-Jones, cut off and shifted; adds the forces, returns the energy. */
static double pair(const Box *box, double eps, double sigma, const double *a, const double *b, double *fa, double *fb)
{
    double dx = nearest(a[0] - b[0], box->size), dy = nearest(a[1] - b[1], box->size);
    double r2 = dx * dx + dy * dy;
    double s6, c6, f;

    if (r2 >= box->cutoff * box->cutoff)
        return 0.0;
    s6 = pow(sigma * sigma / r2, 3.0);
    c6 = pow(sigma / box->cutoff, 6.0);
    f = 24.0 * eps * s6 * (2.0 * s6 - 1.0) / r2;
    fa[0] += f * dx;
    fa[1] += f * dy;
    fb[0] -= f * dx;
    fb[1] -= f * dy;
    return 4.0 * eps * (s6 * (s6 - 1.0) - c6 * (c6 - 1.0));
}

static double forces(Box *box, int n, double eps, double sigma, const double *xy, double *force)
{
    double energy = 0.0;
    int m = box->cells;

    for (int i = 0; i < 2 * n; i++)
        force[i] = 0.0;
    fill(box, n, xy);
    for (int c = 0; c < m * m; c++)
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                int other = (c / m + dy + m) % m * m + (c % m + dx + m) % m;
                for (int i = box->head[c]; i != EMPTY; i = box->next[i])
                    for (int j = box->head[other]; j != EMPTY; j = box->next[j])
                        if (i < j)
                            energy += pair(box, eps, sigma, xy + 2 * i, xy + 2 * j, force + 2 * i, force + 2 * j);
            }
    return energy;
}

/* Velocity Verlet with unit masses; the potential energy, averaged over the steps. */
ADGEN_GRAD(eps, sigma, xy, v)
double average_energy(double size, double cutoff, int n, double eps, double sigma, double *xy, double *v, int steps,
    double dt)
{
    Box box = {size, cutoff, (int)(size / cutoff), NULL, NULL};
    double sum = 0.0;
    double *force;

    if (box.cells < 3 || n <= 0)
        return 0.0;
    box.head = malloc((size_t)box.cells * (size_t)box.cells * sizeof *box.head);
    box.next = malloc((size_t)n * sizeof *box.next);
    force = malloc(2 * (size_t)n * sizeof *force);
    if (!box.head || !box.next || !force) {
        free(force);
        free(box.next);
        free(box.head);
        return -1.0;
    }
    forces(&box, n, eps, sigma, xy, force);
    for (int s = 0; s < steps; s++) {
        for (int i = 0; i < 2 * n; i++) {
            v[i] += 0.5 * dt * force[i];
            xy[i] += dt * v[i];
        }
        sum += forces(&box, n, eps, sigma, xy, force) / n;
        for (int i = 0; i < 2 * n; i++)
            v[i] += 0.5 * dt * force[i];
    }
    free(force);
    free(box.next);
    free(box.head);
    return steps > 0 ? sum / steps : 0.0;
}

/*
 * check: molecular dynamics with linked cells and a cut-off
 * check-gradient: average_energy(4.0, 2.0, 2, 1.0, 1.0, {0.1, 0.1, 1.1, 0.3}, zeros(4), 1, 0.01)
 * check-value: return = 0
 * check-gradient: average_energy(7.0, 2.0, 0, 1.0, 1.0, zeros(0), zeros(0), 1, 0.01)
 * check-gradient: average_energy(7.0, 2.0, 1, 1.0, 1.0, {0.3, 0.2}, {1.0, -0.5}, 2, 0.01)
 * check-gradient: average_energy(7.0, 2.0, 2, 1.0, 1.0, {0.3, 0.2, 6.4, 6.8}, {1.0, -0.5, 0.2, 0.1}, 2, 0.01)
 * check-gradient: average_energy(7.0, 2.0, 6, 1.0, 0.9, {0.3, 0.2, 1.4, 0.4, 2.6, 0.1, 0.2, 1.5, 1.3, 1.6, 6.3, 6.4},
 *     random(12, -1, 1), 2, 0.01)
 * check-within: 1e-9
 */
