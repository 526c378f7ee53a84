#ifndef ADGEN_DERIVE_FINITE_PARTS_H
#define ADGEN_DERIVE_FINITE_PARTS_H

#include "finite.h"
#include "range.h"

/* What finite.c (what values may be) and finite_conditions.c (what conditions say about them) share. */

enum { MOST_LIMITS = 4 };

/* if (cond) var = value; */
typedef struct Limit {
    const Stmt *before;           /* the statement that says what the register is before the IF; NULL: none */
    const Stmt *branch;
    const Stmt *replaces;         /* the only assignment in it */
} Limit;

typedef struct Limits {
    Limit list[MOST_LIMITS];
    int   count;
} Limits;

struct Finite {
    Derive *d;
    Map    *ranges;               /* register -> Range */
    VEC(const Store *) wild;      /* those of what may be no finite number */
    bool    all_wild;             /* too many of them */
    Map    *limits;               /* register -> Limits; absent: none */
    Range   given;                /* what a parameter may be on entry */
    bool    changed;
    int     round;
};

/* A condition that holds, or does not, where an expression is evaluated. */
typedef struct Given {
    const Expr         *cond;
    bool                holds;
    const struct Given *outer;
} Given;

/* Where an expression is evaluated. */
typedef struct At {
    Finite      *f;
    const Stmt  *s;
    const Given *given;           /* inside the expression or the adjoint statements */
    bool         local;           /* in adjoint statements: adjoints are zero */
    bool         flat;            /* whatever conditions say: for what stands beside a place in one of them */
} At;

Range finite_range(const At *at, const Expr *e);

/* What the statement assigns; what may be infinite does not count where then all is. */
Range finite_value(const At *at, const Expr *value);

/* r, with what the branches say that the statement stands in, of what does not change in them. */
Range finite_in_branches(const At *at, Range r, const Expr *place);

/* Note the IF if it replaces a register where that is too large, or too small: data is the Finite. */
void finite_find_limit(void *data, Stmt *s);

/* A register, r in general, behind such an IF: the one, or what it was. */
Range finite_limited(const At *at, Range r, const Expr *place);

#endif
