#include <adgen/adgen.h>
#include <stdlib.h>

struct node {
    double       v;
    struct node *next;
};

ADGEN_GRAD(x)
void push(double x, struct node *list)
{
    struct node *n = malloc(sizeof *n);

    if (!n)
        return;
    n->v = x * x;
    n->next = list->next;
    list->next = n;
}

ADGEN_GRAD(x, y)
double *squares(int n, const double *x, double *y)
{
    double *s = malloc((size_t)n * sizeof *s);

    for (int i = 0; i < n; i++)
        s[i] = y[i] = x[i] * x[i];
    return s;
}

/*
 * check: active data left to the caller in fresh memory
 * check-error: adgen-fresh @ 12:22
 * check-error: adgen-fresh @ 24:17
 */
