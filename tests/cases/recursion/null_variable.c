#include <adgen/adgen.h>
#include <stddef.h>

struct node {
    double       v;
    struct node *next;
};

static struct node *reverse(struct node *l, struct node *done)
{
    if (!l)
        return done;
    struct node *next = l->next;

    l->next = done;
    return reverse(next, l);
}

ADGEN_GRAD(x)
double reversed(int n, const double *x)
{
    struct node a[4], *l = NULL, *none = NULL;
    double      s = 0.0, w = 1.0;

    for (int i = 0; i < n; i++) {
        a[i].v = x[i] * x[i];
        a[i].next = l;
        l = &a[i];
    }
    for (l = reverse(l, none); l; l = l->next) {
        s += l->v * w;
        w *= 2.0;
    }
    return s;
}

/*
 * check: a variable that is null, where a recursive function hands itself active data
 * check-gradient: reversed(0, random(4, 0.5, 1))
 * check-gradient: reversed(3, random(4, 0.5, 1))
 */
