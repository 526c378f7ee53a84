#ifndef ADGEN_DERIVE_PLAN_H
#define ADGEN_DERIVE_PLAN_H

#include "context.h"
#include "frames.h"
#include "rows.h"

/* How the backward pass gets the value that a register had at some moment of the forward pass. */
typedef enum Way {
    WAY_READ,          /* the register still holds it */
    WAY_FREE,          /* it is the counter of a loop that the backward pass counts, too */
    WAY_OUTER,         /* it came in from outside the frame, where it has a way of its own */
    WAY_INDUCTION,     /* what it was before the loop, and as many steps as iterations */
    WAY_RECOMPUTE,     /* cheap arithmetic on values that can be had */
    WAY_HOME,          /* it was stored to memory, which still holds it */
    WAY_LOCAL,         /* kept in a local variable */
    WAY_ARRAY,         /* kept in an array with an element for each iteration */
    WAY_ROW,           /* a pointer to the iteration's part of such an array */
    WAY_BLOCK,         /* kept in an array on the tape, one for each iteration of a loop whose count is unknown */
    WAY_TAPE           /* pushed on the tape */
} Way;

typedef enum VersionKind { VERSION_ENTRY, VERSION_DEF, VERSION_HEAD, VERSION_JOIN, VERSION_EXIT } VersionKind;

/* A variable and the version of it that a piece of code meets. */
typedef struct Operand {
    Var     *var;
    Version *version;
} Operand;

typedef struct Operands {
    VEC(Operand) list;
} Operands;

/* What a register holds from one assignment (or confluence) to the next. */
struct Version {
    VersionKind kind;
    Way         way;
    Var        *var;
    Stmt       *at;            /* DEF: the statement; HEAD, EXIT: the loop; JOIN: the IF */
    Frame      *frame;
    Block      *block;         /* whose end ends its life on the tape */
    const Expr *value;         /* DEF: what was assigned, where known */
    Operands   *operands;      /* of value */
    Stmt       *home;          /* a store of this value to memory, right after it was computed; or NULL */
    Operands   *home_operands;
    Version    *joined;        /* DEF or JOIN at the end of a branch: the JOIN behind that; or NULL */
    Version    *outer;         /* ENTRY: the version in the frame around; HEAD: the version before the loop */
    Stmt      **loops;         /* cached loops of the frame around its birth, outermost first */
    int         loop_count;
    int         first;         /* BLOCK: which of the loops is the array's first dimension */
    int         uses;          /* how often the adjoint statements mention it */
    bool        lasts;         /* the register still holds it at the end of `block` */
    bool        resolved;
    bool        visiting;
    const Row  *row;           /* DEF: what the pointer leads to is a copy; or NULL */
    Var        *store;         /* LOCAL, ARRAY, ROW, BLOCK: what keeps it; TAPE: what it is popped into */
    Var        *back;          /* BLOCK: what leads to the array in the backward pass */
    Var        *copy;          /* TAPE: keeps it until it is pushed, or NULL */
};

typedef struct Versions {
    VEC(Version *) list;
} Versions;

/*
 * plan_make - for each value that the backward pass needs, the way to get it.
 *
 * Requires: swaps_find, checkpoint_find.
 * Walks the function once, numbering what each register holds, notes which of it the adjoint statements mention, and
 * then chooses the cheapest way: read, recompute, keep in a local, in an array, on the tape; of what changes in loops the
 * fewest values are kept (cut.h).
 */
void plan_make(Derive *d);

/* An expression of the statement's adjoint, with every primal value replaced by the way to get it. */
const Expr *plan_expr(Derive *d, const Stmt *s, const Expr *e);

/* An expression of the forward pass as the frame's own code evaluates it: in a rerun frame, with its copies of registers
 * and with what comes in from outside. */
const Expr *plan_forward(Derive *d, Frame *frame, const Expr *e);

/* What the forward pass has to keep: after a statement, at the head of a loop's iterations, on entry of a frame; the
 * arrays to make before a loop; what to push at the end of a block (in this order).  Any may be NULL. */
const Versions *plan_after(Derive *d, const Stmt *s);
const Versions *plan_at_head(Derive *d, const Stmt *loop);
const Versions *plan_at_entry(Derive *d, const Frame *frame);
const Versions *plan_before(Derive *d, const Stmt *loop);
const Versions *plan_record(Derive *d, const Block *block);

/* Whether it is kept on the tape, one value at a time or as an array. */
bool plan_is_on_tape(const Version *version);

/* The element of an ARRAY or BLOCK version, by the counters of the forward or the backward loops. */
const Expr *plan_element(Derive *d, const Version *version, bool backward);
/* The value of a statement that begins a row, as the forward pass evaluates it. */
const Expr *plan_row(Derive *d, Frame *frame, const Stmt *s);
/* The same statement for the backward pass: it stands at the beginning of its block's. */
Stmt *plan_row_back(Derive *d, const Stmt *s);
/* The number of elements of an ARRAY, ROW or BLOCK version, evaluated before the loop that is its first dimension. */
const Expr *plan_elements(Derive *d, const Version *version);

/* The counter that a loop of the backward pass uses for a forward FOR; and, where the forward pass has counted the
 * iterations, the number of the iteration. */
void plan_set_counter(Derive *d, const Stmt *loop, Var *counter);
void plan_set_trip(Derive *d, const Stmt *loop, Var *trip);

/* Every version that is kept in a local, an array or on the tape. */
const Versions *plan_kept(const Derive *d);

/* Whether the loop keeps something on the tape, so that its iterations have to run backward in reverse order. */
bool plan_is_taped(Derive *d, const Stmt *loop);

#endif
