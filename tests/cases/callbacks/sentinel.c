#include <adgen/adgen.h>
#include <stdlib.h>

/* Static objects whose addresses only this code knows may be compared. */

struct kind {
    int id;
};

struct term {
    const struct kind *kind;
    double             v;
    struct term       *next;
};

static const struct kind linear = {1}, cubic = {3};
static const double      ones[] = {1.0, 1.0, 1.0}, others[] = {2.0};

static double sum(const struct term *t)
{
    if (!t)
        return 0.0;
    return (t->kind == &cubic ? t->v * t->v * t->v : t->v * t->kind->id) + sum(t->next);
}

ADGEN_GRAD(x)
double terms(int n, const double *x)
{
    struct term *t = malloc(((size_t)n + 1) * sizeof *t), *first = NULL;

    for (int i = 0; i < n; i++) {
        t[i] = (struct term){i % 2 ? &cubic : &linear, x[i], first};
        first = &t[i];
    }
    double s = sum(first);
    free(t);
    return s;
}

double first_of_others(void)
{
    return others[0];
}

ADGEN_GRAD(x)
double weighted(const double *x, int plain)
{
    const double *w = plain ? ones : x;
    double        s = 0.0;

    for (int i = 0; i < 3; i++)
        s += w[i] * x[i];
    return w == ones ? s : s * x[0];
}

/*
 * check: sentinels and tables that are compared with
 * check-gradient: terms(0, random(3, 0.5, 1))
 * check-gradient: terms(3, random(3, 0.5, 1))
 * check-gradient: weighted(random(3, 0.5, 1), 0)
 * check-gradient: weighted(random(3, 0.5, 1), 1)
 */
