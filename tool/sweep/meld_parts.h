#ifndef ADGEN_SWEEP_MELD_PARTS_H
#define ADGEN_SWEEP_MELD_PARTS_H

#include "parts.h"

/* What finding two loops that may be one (meld.c) and writing that (meld_write.c) share. */

/* An element of something that is followed. */
typedef struct Access {
    int  own;
    bool writes;
    Poly offset;              /* of the element from the loop's counter; not exact: it does not move along with that */
} Access;

/* What a statement, or a loop's body, does. */
typedef struct Doings {
    VEC(Access) accesses;
    Map        *declared;     /* Var -> itself */
    bool        reads_other, writes_other;     /* memory that is not followed */
    bool        reads_kept, writes_kept;       /* where values are kept, and nothing else lies */
    bool        calls;
    bool        ok;           /* nothing else */
} Doings;

/* One of the two loops. */
typedef struct Half {
    Stmt  *loop;
    Poly   low, high;         /* the counter runs within [low, high) */
    bool   up;
    Doings does;
} Half;

/* Which iterations one of the two has that the other one has not: one of them, or none. */
typedef enum Extra { EXTRA_NONE, EXTRA_FIRST_LOW, EXTRA_FIRST_HIGH, EXTRA_SECOND_LOW, EXTRA_SECOND_HIGH } Extra;

/* The first fills what the second reads: iteration i of the first goes with iteration i + shift of the second. */
typedef struct Meld {
    Half         first, second;
    VEC(Stmt *)  between;     /* statements between the two */
    bool         before;      /* they go before both; else behind them */
    long long    shift;
    bool         up;          /* the one loop counts up */
    Extra        extra;
} Meld;

/* Elements of the same block; `at`: where the pointers lead. */
bool same_block(const Sweep *s, const State *at, int a, int b);

/* What the statement that writes an element of the first loop hands on: the second one reads no other elements there. */
bool is_handed_on(Sweep *s, const State *at, const Meld *meld, int own, const Poly *offset);

/* The statements of the two in one loop. */
Block *meld_write(Sweep *s, const State *at, const Meld *meld);

#endif
