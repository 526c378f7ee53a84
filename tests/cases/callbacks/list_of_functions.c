#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct list {
    double (*g)(double);
    struct list *next;
};

static double square(double x) { return x * x; }

static struct list *push(struct list *l, double (*g)(double))
{
    struct list *n = malloc(sizeof *n);
    if (!n)
        abort();
    n->g = g;
    n->next = l;
    return n;
}

static double apply_all(const struct list *l, double x)
{
    return l ? l->g(apply_all(l->next, x)) + x : x;
}

ADGEN_GRAD()
double f(double x, const int *kind, int n)
{
    struct list *l = NULL;
    for (int i = 0; i < n; i++)
        l = push(l, kind[i] == 0 ? sin : kind[i] == 1 ? square : exp);
    double y = apply_all(l, x) * apply_all(l, 0.5 * x);
    while (l) {
        struct list *next = l->next;
        free(l);
        l = next;
    }
    return y;
}

/*
 * check: a list of functions in memory that the program allocates
 * check-gradient: f(0.5, NULL, 0)
 * check-gradient: f(0.5, {0, 1, 2, 0}, 4)
 */
