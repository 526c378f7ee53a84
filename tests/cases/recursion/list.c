#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct item { double v; struct item *next; };

static struct item *build(const double *x, int n)
{
    struct item *head;
    if (n == 0)
        return NULL;
    head = malloc(sizeof *head);
    if (!head)
        abort();
    head->v = x[0] * x[0];
    head->next = build(x + 1, n - 1);
    return head;
}

static double sum(const struct item *list)
{
    return list ? sin(list->v) + sum(list->next) * list->v : 0.5;
}

static void drop(struct item *list)
{
    if (list) {
        drop(list->next);
        free(list);
    }
}

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    struct item *list = build(x, n);
    double s = sum(list);
    drop(list);
    return s;
}

/*
 * check: a list built, used and freed by recursive functions
 * check-gradient: f(random(1, -1, 1), 0)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(random(4, -1, 1), 4)
 */
