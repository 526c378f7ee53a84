#include <adgen/adgen.h>
#include <stddef.h>

struct node { double value; const struct node *next; };

ADGEN_GRAD(list)
double sum(const struct node *list)
{
    double total = 0.0;
    for (const struct node *at = list; at != NULL; at = at->next)
        total += at->value * at->value * (total + 1.0);
    return total;
}

/*
 * check: a linked list
 * check-gradient: sum(&{random(-1, 1), &{random(-1, 1), &{random(-1, 1), NULL}}})
 */
