#ifndef ADGEN_GATHER_PARTS_H
#define ADGEN_GATHER_PARTS_H

#include "analysis/apart.h"
#include "analysis/poly.h"
#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"

/* What reading a loop (loop.c) and writing the new ones (write.c) share. */

enum { MOST_SPREAD = 4 };

typedef struct Gather {
    Program      *p;
    Arena        *arena;
    Func         *func;
    Alias        *alias;
    const Layout *layout;
    Apart        *apart;
} Gather;

/* place[counter + offset] += ± value, the value in terms of the counter alone. */
typedef struct Share {
    long long   offset;       /* from the stream's first index */
    const Expr *value;
    bool        minus;
} Share;

/* All that is added to elements whose distances are known. */
typedef struct Stream {
    const Expr *place;        /* of the first share */
    Poly        rest;         /* its index less the counter */
    long long   low, high;    /* of the offsets */
    VEC(Share)  shares;
} Stream;

/* place[counter + c] = value, behind all that reads it. */
typedef struct Clear {
    const Expr *place;
    Stmt       *stmt;
} Clear;

/* What an iteration of an innermost loop does. */
typedef struct Loop {
    Stmt        *stmt;
    Var         *counter;
    Poly         low, high;   /* the counter runs within [low, high) */
    VEC(Stream)  streams;
    VEC(Clear)   clears;
    VEC(const Expr *) reads;  /* places that values are made of */
    VEC(Stmt *)  sums;        /* sum += value, of registers that nothing else in the loop mentions */
} Loop;

/* Read a loop; false where it is not of this form, or is better as it is. */
bool loop_read(Gather *g, Stmt *stmt, Loop *loop);

/* The loops that do the same. */
void loop_write(Gather *g, const Loop *loop, Block *out);

/* The expression with another one for the counter; indices in their simplest form. */
const Expr *loop_at(Gather *g, const Loop *loop, const Expr *e, const Poly *counter);

#endif
