#include "newton.h"

#include <stdlib.h>

enum { FEW = 64 };                      /* steps that need no memory but the stack */

/* The quotients in twice the room, where they were in `few` at first. */
static double *grown(double *kept, const double *few, size_t room)
{
    double *more = malloc(2 * room * sizeof *more);

    if (!more)
        abort();
    for (size_t i = 0; i < room; i++)
        more[i] = kept[i];
    if (kept != few)
        free(kept);
    return more;
}

/*
 * Each element goes backward at once, so that the steps of one are all that is kept.  Of a step that is the quotient
 * a / x: the reciprocal of x that both derivatives need is the quotient by a, so that all steps of an element share one
 * division.
 */
double newton_hand(int n, const double *restrict a, double *restrict a_adj)
{
    double few[FEW], *kept = few, sum = 0.0;
    size_t room = FEW;

    for (int i = 0; i < n; i++) {
        double all = a[i], x = all, off = x * x - all, x_adj = 1.0, all_adj = 0.0, one;
        size_t steps = 0;

        while (off > 1e-12 || off < -1e-12) {
            double quotient = all / x;

            if (steps == room) {
                kept = grown(kept, few, room);
                room *= 2;
            }
            kept[steps++] = quotient;
            x = 0.5 * (x + quotient);
            off = x * x - all;
            if (off < 1e-12 * all && off > -1e-12 * all)
                break;
        }
        sum += x;
        one = 1.0 / all;
        while (steps > 0) {
            double quotient = kept[--steps], share = 0.5 * x_adj * (quotient * one);

            all_adj += share;
            x_adj = 0.5 * x_adj - share * quotient;
        }
        a_adj[i] += all_adj + x_adj;
    }
    if (kept != few)
        free(kept);
    return sum;
}
