#ifndef ADGEN_DERIVE_INVARIANTS_PARTS_H
#define ADGEN_DERIVE_INVARIANTS_PARTS_H

#include "invariants.h"

/* What invariants.c (the walk through the loops), invariants_before.c (what may move) and invariants_move.c (how it moves) share. */

typedef struct Invariants {
    Derive *d;
    int     depth;
    Map    *before, *after;      /* FOR -> Block: what is to stand before it, and behind it */
    Map    *gone;                /* Stmt -> itself: what has moved */
    bool    any;
} Invariants;

/* A register that one statement of the loop alone assigns, in each iteration that comes so far. */
typedef struct Value {
    Stmt       *stmt;
    const Expr *condition;       /* Loop.condition there */
    const Expr *before;          /* what it holds, in words that mean the same before the loop; NULL: it is not known whether it
                                    is the same in all iterations, or it is not */
    bool        asked, moved;
    const Var  *counter;         /* Loop.counter there */
    const Expr *element;         /* of the table that holds it; or NULL */
} Value;

/* A part of an expression that has a name before the loop. */
typedef struct Name {
    const Expr *before, *condition;
    const Expr *instead;         /* what is read in the loop */
} Name;

/* What invariants_before has said of an expression. */
typedef struct Known {
    const Expr *before;
} Known;

/* One loop, and how far the walk through it is. */
typedef struct Loop {
    Invariants     *in;
    const StmtInfo *info;
    Map            *declared;    /* Var -> its DECL or FOR, in the loop */
    Map            *values;      /* Var -> Value */
    Map            *known;       /* of the statement at hand: Expr -> Known; or NULL */
    VEC(Name)       names;
    const Expr     *asked;       /* what says that the loop runs; NULL: it is known to */
    const Expr     *condition;   /* the same of the loops in it that the walk is in, too */
    bool            unsure;      /* nothing can say that of one of those */
    Block          *decls;       /* before the loop … */
    Block          *out;         /* … and behind them */
    Stmt           *last;        /* the IF there that is still open, or NULL */
    const Stmt     *inner;       /* the loop in it for each of whose iterations the walk may compute something before; or NULL */
    Var            *counter;     /* what counts them there; NULL: the walk is not in its list */
    Block          *each;        /* what one of them computes */
    Block          *tables;      /* before the loop, behind `out`: loops with that */
    Block          *after;       /* behind the loop */
} Loop;

/* ---- invariants_before.c ---- */

/* The expression in words that mean the same before the loop and in it; NULL: there are none, or nobody knows.  What an iteration
 * of the inner loop computes alike whenever that runs is in words that mention l->counter. */
const Expr *invariants_before(Loop *l, const Expr *e);
/* What a variable that the loop assigns, and others too, is so. */
const Expr *invariants_before_var(Loop *l, const Expr *e);

/* Whether it calls what compilers leave in its place, since it may set errno; what takes long, too. */
bool invariants_is_costly(const Expr *e);
bool invariants_takes_long(const Expr *e);

/* Whether computing it for nothing does no harm: it is made of numbers that are there, and no adjoint, which would be zero, meets
 * an infinite one. */
bool invariants_is_harmless(const Loop *l, const Expr *before);
bool invariants_is_harmless_var(const Loop *l, const Var *var);

/* ---- invariants_move.c ---- */

/* The assignment goes before the loop, behind those that it needs. */
void invariants_move(Loop *l, Var *var, Value *v);

/* A part of an expression, which is `before` there, has a name before the loop: what is read instead. */
const Expr *invariants_name(Loop *l, const Expr *e, const Expr *before);

/* Whether tables can be made for the iterations of an inner loop; then they can, until they are closed. */
bool invariants_open_table(Loop *l, const Stmt *inner);
void invariants_close_table(Loop *l);

/* What the statement gives its variable comes out of a table. */
void invariants_tabulate(Loop *l, Stmt *s, Value *v);

#endif
