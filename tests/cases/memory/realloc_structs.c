#include <adgen/adgen.h>
#include <stdbool.h>
#include <stdlib.h>

struct body {
    int    id;
    bool   fixed;
    double mass, at[3];
};

/* A body that is heavy splits in two. */
ADGEN_GRAD(mass)
double f(int n, const double *mass)
{
    struct body *bodies = calloc((size_t)n, sizeof *bodies);
    double       inertia = 0.0;
    int          count = n;

    for (int i = 0; i < n; i++) {
        bodies[i].id = i;
        bodies[i].mass = mass[i];
        bodies[i].at[i % 3] = mass[i] * (i + 1);
    }
    for (int i = 0; i < count && count < 3 * n; i++) {
        if (bodies[i].mass < 1.0)
            continue;
        bodies = realloc(bodies, sizeof(struct body) * (size_t)(count + 1));
        bodies[count] = bodies[i];
        bodies[count].id = count;
        bodies[count].mass *= 0.25;
        bodies[i].mass -= bodies[count].mass;
        bodies[i].at[0] += bodies[count].mass * bodies[i].at[1];
        count++;
    }
    for (int i = 0; i < count; i++)
        for (int k = 0; k < 3; k++)
            inertia += bodies[i].mass * bodies[i].at[k] * bodies[i].at[k];
    free(bodies);
    return inertia;
}

/*
 * check: realloc of structs with real members among others
 * check-gradient: f(3, {0.5, 1.7, 1.2})
 * check-gradient: f(4, random(4, 0.5, 2))
 */
