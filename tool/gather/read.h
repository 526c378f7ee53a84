#ifndef ADGEN_GATHER_READ_H
#define ADGEN_GATHER_READ_H

#include "parts.h"

/* What reading a loop (loop.c) and asking whether it may be turned round (legal.c) share. */

/* A temporary of an iteration, and what it stands for at the moment. */
typedef struct Named {
    const Var  *var;
    const Expr *value;
} Named;

typedef struct Reader {
    Gather *g;
    Loop   *loop;
    VEC(Named) named;
    int     operations;
    bool    ok;
} Reader;

static inline bool is_literal(const Expr *e)
{
    return e->op == OP_REAL || e->op == OP_INT;
}

/* Note the places that e reads: registers and constants aside. */
void reader_note(Reader *r, const Expr *e);
/* The same of what all shares are made of. */
void reader_note_shares(Reader *r);

/* Whether the statement adds to an adjoint: that may be done in any order. */
bool adds_to_shadow(const Stmt *s);

/* ---- legal.c ---- */

/* Whether the loop does the same where what is added comes at another time, what is cleared last, and what stays first. */
bool reader_may_turn(Reader *r);

#endif
