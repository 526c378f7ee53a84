#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

struct list {
    double *value;
    int     count, room;
};

static void add(struct list *list, double value)
{
    if (list->count == list->room) {
        list->room = 2 * list->room + 1;
        double *more = malloc((size_t)list->room * sizeof *more); memcpy(more, list->value, (size_t)list->count * sizeof *more); free(list->value); list->value = more;
    }
    list->value[list->count++] = value;
}

/* The leaves of a tree, each from what is above it and what has been found so far. */
static void leaves(struct list *list, const double *x, int depth, double path)
{
    if (depth == 0) {
        add(list, list->count ? path * list->value[list->count / 2] : path);
        return;
    }
    leaves(list, x + 1, depth - 1, path * x[0]);
    if (path > 0.2)
        leaves(list, x + 1, depth - 1, path + x[0]);
}

ADGEN_GRAD(x)
double f(int depth, const double *x)
{
    struct list list = {malloc(sizeof(double)), 0, 1};
    double      sum = 0.0;

    leaves(&list, x, depth, 1.0);
    add(&list, x[0]);
    for (int i = 0; i < list.count; i++)
        sum += list.value[i] * list.value[list.count - 1 - i];
    free(list.value);
    return sum;
}

/*
 * check: the caller frees a block that a recursive function has put in place of its own
 * check-gradient: f(0, {0.5})
 * check-gradient: f(3, {0.5, 0.8, 0.9})
 * check-gradient: f(4, {0.9, 0.2, 1.1, 0.7})
 */
