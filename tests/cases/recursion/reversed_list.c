#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct node {
    double       v;
    struct node *next;
};

static struct node *push(struct node *list, double v)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        abort();
    n->v = v;
    n->next = list;
    return n;
}

static struct node *reverse(struct node *list, struct node *done)
{
    if (!list)
        return done;
    struct node *next = list->next;
    list->next = done;
    list->v = done ? list->v * done->v : list->v * 2.0;
    return reverse(next, list);
}

static double sum(const struct node *list)
{
    return list ? list->v * list->v + sin(sum(list->next)) : 0.3;
}

static void drop(struct node *list)
{
    if (list) {
        struct node *next = list->next;
        free(list);
        drop(next);
    }
}

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    struct node *list = NULL;
    for (int i = 0; i < n; i++)
        list = push(list, x[i]);
    list = reverse(list, NULL);
    double s = sum(list);
    drop(list);
    return s;
}

/*
 * check: a list that a recursive function turns round, beginning with a null pointer
 * check-gradient: f(NULL, 0)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(random(5, -1, 1), 5)
 */
