#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct particle { double position, velocity, weight; } particle;

struct options { double process, noise, threshold; unsigned flags; };

#define KEEP_BEST (1u << 0)

static unsigned lcg(unsigned *seed) { return *seed = *seed * 1664525u + 1013904223u; }

/* A sum of four uniform numbers, near enough to normal. */
static double jitter(unsigned *seed)
{
    double sum = 0.0;
    for (int i = 0; i < 4; i++)
        sum += lcg(seed) / 4294967296.0;
    return (sum - 2.0) * 1.7320508075688772;
}

/* Systematic resampling into another array; the offspring share their parent's place. */
static void resample(int n, const particle *from, particle *to, double offset)
{
    double sum = from[0].weight;
    int parent = 0;

    for (int i = 0; i < n; i++) {
        double mark = (i + offset) / n;
        while (mark > sum && parent < n - 1)
            sum += from[++parent].weight;
        to[i] = from[parent];
        to[i].weight = 1.0 / n;
    }
}

/* The estimated log likelihood of positions that were measured. */
ADGEN_GRAD(o, start)
double filter(struct options o, int n, const particle *start, int steps, const double *z, double dt, unsigned seed)
{
    particle *p, *q, *swap;
    double loglik = 0.0;

    if (n < 1)
        return 0.0;
    p = malloc((size_t)n * sizeof(particle));
    q = malloc((size_t)n * sizeof(particle));
    if (!p || !q) {
        free(p), free(q);
        return -INFINITY;
    }
    memcpy(p, start, (size_t)n * sizeof(particle));
    for (int t = 0; t < steps; t++) {
        double total = 0.0, squares = 0.0;

        for (particle *i = p; i < p + n; i++) {
            double d;
            i->velocity += o.process * sqrt(dt) * jitter(&seed);
            i->position += dt * i->velocity;
            d = (z[t] - i->position) / o.noise;
            i->weight *= exp(-0.5 * d * d) / o.noise;
            total += i->weight;
        }
        loglik += log(total);
        for (int i = 0; i < n; i++) {
            p[i].weight /= total;
            squares += p[i].weight * p[i].weight;
        }
        if (1.0 / squares < o.threshold * n) {
            resample(n, p, q, 0.5);
            if (o.flags & KEEP_BEST) {
                int best = 0;
                for (int i = 1; i < n; i++)
                    if (p[i].weight > p[best].weight)
                        best = i;
                q[0].position = p[best].position;
                q[0].velocity = p[best].velocity;
            }
            swap = p;
            p = q;
            q = swap;
        }
    }
    free(p);
    free(q);
    return loglik;
}

/*
 * check: a particle filter: arrays of structs that are resampled and swapped under a condition, memcpy of structs
 * check-gradient: filter({0.1, 0.5, 0.7, 0}, 0, {}, 2, {0.1, 0.2}, 0.1, 1)
 * check-gradient: filter({0.0, 0.5, 0.0, 0}, 1, {{1.0, 0.0, 1.0}}, 1, {2.0}, 1.0, 1)
 * check-value: return = -0.5 * 4.0 - log(0.5)
 * check-value: start[0].position = 4
 * check-value: start[0].weight = 1
 * check-gradient: filter({0.4, 0.5, 0.7, 0}, 3, {{0.1, 0.2, 0.3}, {0.8, -0.1, 0.4}, {-0.7, 0.3, 0.3}}, 0, zeros(0), 0.2, 3)
 * check-gradient: filter({0.4, 0.3, 0.7, 0}, 3, {{0.1, 0.2, 0.3}, {0.8, -0.1, 0.4}, {-0.7, 0.3, 0.3}}, 3, {0.5, 0.6, -0.2}, 0.2, 3)
 * check-gradient: filter({0.4, 0.3, 0.99, 1}, 3, {{0.1, 0.2, 0.3}, {0.8, -0.1, 0.4}, {-0.7, 0.3, 0.3}}, 3, {0.5, 0.6, -0.2}, 0.2, 3)
 */
