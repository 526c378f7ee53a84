#ifndef ADGEN_DERIVE_RERUN_PARTS_H
#define ADGEN_DERIVE_RERUN_PARTS_H

#include "frames_parts.h"
#include "rows.h"

/* What rerun.c (which loops run again) and rerun_step.c (whether the inside of a step does so) share. */

/* Memory of the iteration's own that is read: what it holds until the statement with this number. */
typedef struct NeededObject {
    int object, last;
} NeededObject;

/* A register that the iteration assigns, and that is read until the statement with this number. */
typedef struct NeededVar {
    int  last;
    bool comes;              /* an adjoint reads what may have come from the iteration before */
    int  depth;              /* of loops around the adjoints that read it, at most */
} NeededVar;

/* What the adjoints inside a loop need of its iterations. */
typedef struct Needs {
    Derive *d;
    Stmt   *loop;
    Stmt   *at;
    Map    *seen;            /* Var -> itself */
    Map    *reads;           /* Var -> its NeededVar */
    VEC(Var *) vars;         /* registers that the loop assigns and the adjoints (or the slice) read */
    VEC(NeededObject) objects;   /* private memory that they read */
    int     first, last;
    bool    grown;
    bool    before;          /* what is read is meant as of just before `at`: an adjoint reads it */
    bool    again;           /* what runs again reads it */
    bool    refills;         /* what is private may be read although it is overwritten later: it is filled again */
    bool    refilled;        /* something is */
    bool    ok;              /* all memory that is read is still there, private, or wished for */
    const Stmt *inside;      /* the last of the body's statements that are to run again; NULL: all do */
    Wishes *wished;          /* what it asks for; or NULL */
    VEC(Wish) wishes;        /* reads of what is overwritten, and could be copied before */
    bool    reads_copies;    /* what runs again reads what has been copied */
} Needs;

/* Whether running the inside of the iterations again keeps much less, and takes little (rerun_step.c): if it does, what its copies
 * have to spare.  `direct`: so many registers are those that adjoints read. */
bool rerun_pays(const Needs *n, const Map *slice, int direct, double *values);

/* The last statement of the loop's body that has to do with arrays that each iteration fills for itself; NULL: there is none. */
const Stmt *rerun_last(const Needs *n);
/* Whether that is the last one of all. */
bool rerun_is_all(const Needs *n);

/* Whether all of the loop's body may stand in a block of its own: nothing in it leaves it, or changes places. */
bool rerun_may_wrap(Derive *d, Stmt *loop);

/* Whether what runs again, or an adjoint after it, calls what the forward pass has called: that is not done twice. */
bool rerun_calls(const Needs *n, const Map *slice);

/* Whether what runs again decides something (decide.c), and reads results of the loop rather than to compute them again: they
 * may be rounded otherwise than what it computes. */
bool rerun_may_decide_otherwise(const Needs *n, const Map *slice);

#endif
