#include <adgen/adgen.h>
#include <stdlib.h>

struct item { double v; struct item *next; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct item *head = NULL;
    double       sum = 0.0;

    for (int i = 0; i < n; i++) {
        struct item *e = malloc(sizeof *e);
        e->v = x[i] * x[i];
        e->next = head;
        head = e;
    }
    for (const struct item *p = head; p; p = p->next)
        sum += p->v * p->v;
    for (int i = 0; i < n / 2; i++) {
        struct item *old = head;
        head = old->next;
        free(old);
    }
    while (head) {
        struct item *next = head->next;
        free(head);
        head = next;
    }
    return sum;
}

/*
 * check: a list, freed item by item in a loop that counts and one that does not
 * check-gradient: f(5, random(5, -1, 1))
 */
