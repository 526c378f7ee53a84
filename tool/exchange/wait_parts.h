#ifndef ADGEN_EXCHANGE_WAIT_PARTS_H
#define ADGEN_EXCHANGE_WAIT_PARTS_H

#include "exchange/wait.h"
#include "parts.h"

/* What looking at where sums go (wait_place.c) and letting them wait (wait.c) share. */

enum { MOST_SHORT = 8, MOST_AXES = 3, MOST_LEVELS = 4 };

/* A short loop whose counter one index has: the elements that it goes through are `step` apart. */
typedef struct Axis {
    const Stmt *loop;
    int         level;            /* the index, counted from the last */
    long long   step, first, count;
} Axis;

/* Where a sum goes in all iterations of the loop: its indices less the counters' parts, and the counters. */
typedef struct Where {
    const Expr *place;
    int         level_count, axis_count;
    Poly        rest[MOST_LEVELS];
    Axis        axes[MOST_AXES];  /* those of the first index come first, and of one index those with large steps */
} Where;

typedef struct WaitSum {
    Stmt *stmt;
    Where where;
} WaitSum;

/* Elements that the loop adds to: of an array. */
typedef struct Waiting {
    Where        where;           /* of the first sum */
    bool         sure;            /* each iteration touches all of them */
    bool         is_adjoint;      /* the order of additions does not matter */
    Var         *local;
    VEC(WaitSum) sums;
} Waiting;

/* A place that the loop reads, or assigns, and where. */
typedef struct Touch {
    const Expr *place;
    const Stmt *stmt;
    bool        is_sum;           /* what the statement adds to */
} Touch;

typedef struct Wait {
    Exchange   *x;
    WaitWhat    what;
    Stmt       *loop;
    int         first, last;      /* the loop's statements */
    VEC(Touch)     touches;
    VEC(Waiting *) waiting;
    const Stmt *begin;            /* stands right before the loop, and assigns the one element that it adds to; or NULL */
    bool        ok;
} Wait;

/* How often a loop runs, and from where its counter goes up; false: it is not known, or often. */
bool short_range(Exchange *x, const Stmt *loop, long long *low, long long *count);

/* Where the sum goes, if that is the same in all iterations of the loop. */
bool wait_where(const Wait *w, const Stmt *s, Where *out);
bool where_same(const Where *a, const Where *b);
/* How many elements there are. */
long long where_count(const Where *where);

#endif
