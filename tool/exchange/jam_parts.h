#ifndef ADGEN_EXCHANGE_JAM_PARTS_H
#define ADGEN_EXCHANGE_JAM_PARTS_H

#include "parts.h"

/* What reading a nest (jam.c), asking whether four iterations may be taken at once (jam_legal.c), and writing them
 * (jam_write.c) share. */

enum { JAM_AT_ONCE = 4, JAM_MOST_TOUCHES = 60, JAM_LEAST_BITS = 32, JAM_MOST_TIMES = 1000000, JAM_MOST_ASKED = 2 };

/* A place that a part reads or writes; pointers and integers of the iteration replaced by what they stand for. */
typedef struct JamTouch {
    const Expr *place;
    bool        writes;
    bool        adds;             /* writes a sum of itself and something else, and the order of additions does not matter */
} JamTouch;

typedef enum JamKind {
    JAM_PLAIN,                    /* statements: no loops */
    JAM_SUMS,                     /* of a loop, what adds to elements of adjoints */
    JAM_TOTALS                    /* of a loop, what assigns registers of the iteration */
} JamKind;

/* Some statements of the outer loop's body. */
typedef struct JamPart {
    JamKind      kind;
    int          first, count;    /* in the body's list */
    Stmt        *loop;            /* or NULL */
    bool         is_common;       /* one IF with the same condition for all iterations */
    VEC(JamTouch) touches;
} JamPart;

/* How the outer loop counts. */
typedef enum JamWay {
    JAM_UP,                       /* for (i = 0; i < n; i++) */
    JAM_DOWN,                     /* for (i = n - 1; i >= 0; i--) */
    JAM_DOWNTO                    /* for (i = n; i-- > 0;) */
} JamWay;

typedef struct Jam {
    Exchange    *x;
    Stmt        *outer;
    JamWay       way;
    const Expr  *times;           /* the n: no iterations where it is negative */
    int          first, last;     /* the nest's statements */
    Nest         names;           /* what integers and pointers of an iteration stand for */
    Map         *own;             /* Var -> itself: what an iteration declares */
    VEC(JamPart) parts;
    Places       asked;           /* conditions: where one does not hold no iterations are taken at once */
    bool         runs;            /* it is legal because there is an iteration wherever it matters */
    bool         ok;
} Jam;

static inline Stmt *jam_stmt(const Jam *j, int index)
{
    return j->outer->u.loop_for.body->stmts.items[index];
}

/* Whether the part takes the statement of its loop: a loop that does both becomes two. */
static inline bool jam_takes(const JamPart *part, const Stmt *s)
{
    const Expr *place = ir_target(s);

    return !place || ir_is_register(place) == (part->kind == JAM_TOTALS);
}

/* The expression with what integers and pointers of the iteration stand for in their places. */
static inline const Expr *jam_expand(const Jam *j, const Expr *e)
{
    return nest_places(j->x, &j->names, e);
}

/* Whether the place, expanded, is another one in each iteration of the outer loop. */
static inline bool jam_moves(const Jam *j, const Expr *place)
{
    return ir_mentions(place, j->outer->u.loop_for.var);
}

/* ---- jam.c ---- */

/* Read the nest around the loop; false where it is not of this form. */
bool jam_read(Jam *j, Exchange *x, Stmt *outer);
/* Whether the loop surely has fewer iterations. */
bool jam_is_short(Exchange *x, const Stmt *loop, long long times);
/* Whether something is added to in each iteration of the outer loop, or read in each, and no loop in it is short. */
bool jam_pays(const Jam *j);

/* ---- jam_legal.c ---- */

bool jam_is_legal(Jam *j);
/* Whether the one part may come before the other one of an earlier iteration. */
bool jam_parts_apart(const Jam *j, const JamPart *a, const JamPart *b);

/* ---- jam_write.c ---- */

/* A variable like the one of an iteration, for another one. */
Var *jam_copy_own(const Jam *j, const Var *var);

void jam_write(Jam *j, Block *out);

#endif
