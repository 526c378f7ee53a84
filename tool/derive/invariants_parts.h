#ifndef ADGEN_DERIVE_INVARIANTS_PARTS_H
#define ADGEN_DERIVE_INVARIANTS_PARTS_H

#include "invariants.h"

/* What invariants.c (the walk through the loops), invariants_before.c (what may move), invariants_move.c (how it moves) and
 * invariants_tables.c (what goes into tables) share. */

enum { MOST_DIMENSIONS = 2 };    /* of a table */

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

/* A loop in the one at hand for each of whose iterations something may be computed before. */
typedef struct Level {
    const Stmt *stmt;
    Var        *counter;         /* stands for the loop's counter in words that mean something before */
    bool        open;            /* the walk is in it */
} Level;

/* A loop in the one at hand that the walk is in. */
typedef struct Around {
    const Stmt *stmt;
    const Expr *condition;       /* what says that it runs; NULL: it is known to, or Loop.unsure */
    Level      *level;           /* or NULL */
} Around;

/* A loop, or two, before the one at hand, which compute elements of tables. */
typedef struct Filling {
    Level      *levels[MOST_DIMENSIONS];     /* outermost first */
    int         count;
    Var        *counters[MOST_DIMENSIONS];
    const Expr *condition;       /* what says that all loops run that are not in `levels`; NULL: they are known to */
    Block      *each;            /* what one iteration computes */
} Filling;

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
    VEC(Around)     around;      /* loops in it that the walk is in, outermost first */
    VEC(Level *)    levels;      /* all that there have been so far */
    Filling        *filling[MOST_DIMENSIONS];    /* for each number of dimensions the one that is still open, or NULL */
    Block          *tables[MOST_DIMENSIONS];     /* before the loop, behind `out`: those loops */
    Block          *after;       /* behind the loop */
} Loop;

/* ---- invariants_before.c ---- */

/* The expression in words that mean the same before the loop and in it; NULL: there are none, or nobody knows.  What an iteration
 * of an inner loop computes alike whenever that runs is in words that mention the counters of levels. */
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

/* What the value needs, too. */
void invariants_move_needed(Loop *l, const Expr *before);

/* ---- invariants_tables.c ---- */

/* A level for the inner loop, which the walk goes into; or NULL: no tables can be made. */
Level *invariants_open_level(Loop *l, const Stmt *inner);

/* The level whose counter that of the user's is, where the walk is in it; or NULL. */
const Level *invariants_level(const Loop *l, const Var *counter);

/* How many levels the words mention; -1: one that the walk has left. */
int invariants_dimensions(const Loop *l, const Expr *before);

/* Whether a table of that many dimensions is worth its memory. */
bool invariants_may_tabulate(const Loop *l, const Expr *before, int dimensions);

/* A table with the value for each iteration; what is read of it in the inner loop, and in `element` by the levels' counters. */
const Expr *invariants_make_table(Loop *l, const char *name, const Expr *value, const Expr **element);

/* What the statement gives its variable comes out of a table. */
void invariants_tabulate(Loop *l, Stmt *s, Value *v);

#endif
