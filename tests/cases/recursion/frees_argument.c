#include <adgen/adgen.h>
#include <stdlib.h>

struct item {
    double       v;
    struct item *next;
};

static void drop(struct item *list)
{
    if (list) {
        drop(list->next);
        free(list);
    }
}

ADGEN_GRAD(list)
double f(struct item *list)
{
    double v = list->v * list->v;
    drop(list);
    return v;
}

/*
 * check: a recursive function frees memory whose adjoint is the caller's
 * check-error: adgen-free @ 21:5
 */
