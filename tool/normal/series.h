#ifndef ADGEN_NORMAL_SERIES_H
#define ADGEN_NORMAL_SERIES_H

#include "parts.h"

/*
 * What the iterations of loops add, all in all: each as much, or one slope more than the one before (an arithmetic series:
 * N iterations that begin with a and end with b add N * (a + b) / 2).
 */

/* fixed + number + slope * the counter of a loop */
typedef struct Sum {
    const Expr *fixed, *slope;         /* NULL: none */
    const Stmt *loop;                  /* where there is a slope: whose counter */
    long long   number;
    bool        unknown;
} Sum;

/* Where sums are made. */
typedef struct Series {
    Program      *p;
    Loc           loc;
    const Type   *type;                /* of all that is added */
    const Block  *whole;               /* what does not change in here is fixed */
    const Around *around;              /* the loops around what is looked at */
} Series;

/* An integer as one of the type of what is added. */
const Expr *series_cast(const Series *s, const Expr *e);

Sum series_plus(const Series *s, const Sum *a, const Sum *b);

/* NULL: it is zero. */
const Expr *series_expr(const Series *s, const Sum *sum);

/* What all iterations of a loop add whose bounds are in order, of which each adds that. */
Sum series_total(const Series *s, const Stmt *loop, const Sum *each);

/* What those iterations have added that are before the one that runs; NULL: nothing. */
const Expr *series_before(const Series *s, const Stmt *loop, const Sum *each);

/* Whether the bounds are in order: numbers, from a number to the counter of a loop around that is never less, from such a
 * counter, or from behind it, to where that loop ends or began, from zero to what has no sign. */
bool series_in_order(const Series *s, const Stmt *loop);

#endif
