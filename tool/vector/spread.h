#ifndef ADGEN_VECTOR_SPREAD_H
#define ADGEN_VECTOR_SPREAD_H

#include "base/intern.h"
#include "ir/build.h"
#include "ir/ir.h"
#include "ir/walk.h"
#include "vector/vector.h"

/* A variable that holds something for each direction, or leads to such. */
typedef struct Wide {
    const Type *narrow;      /* its type for one direction */
    const Type *type;        /* for all */
    bool        flat;        /* LANES_FLAT */
    bool        single;      /* a pointer to a single number or record, as well for one direction */
    bool        own;         /* lives within one loop over the directions: as for one direction */
} Wide;

/* How often variables are mentioned in some statements. */
typedef struct Uses {
    Arena *arena;
    Map   *of;               /* Var -> UseCount */
} Uses;

Uses spread_uses(Arena *arena);
void spread_uses_add(Uses *uses, Stmt *s);
int  spread_uses_of(const Uses *uses, const Var *var);

typedef struct Vector {
    Program *p;
    Func    *fn;
    Diag    *diag;           /* NULL: nobody wants to know why */
    Map     *wides;          /* Var -> Wide */
    Uses     uses;           /* in the whole function */
    Map     *given;          /* flat parameters that are changed, or whose address is taken: the variable with their values */
    Var     *lane;           /* the loop's that is being written */
    Block   *body;           /* what is to stand in that loop; or NULL */
    Block   *ahead;          /* and ahead of it */
    int      lazy;           /* within what does not run always */
    Map     *inner;          /* variables that are declared or set in it */
    Map     *shared;         /* hash -> Shared: values that all directions share, declared there */
    bool     changed;
    bool     failed;
} Vector;

/* Find what is wide; false, and an error, where the function cannot be turned. */
bool spread_find(Vector *v);

Wide *spread_of(const Vector *v, const Var *var);

/* Whether an expression's value differs between directions, or leads to what does. */
bool spread_is_wide(const Vector *v, const Expr *e);

/* Whether a place lies within a record that is wide: beyond the choice of the direction. */
bool spread_is_member(const Expr *place);

/* The library's functions on memory that may get wide pointers: the argument that is a number of bytes or the size of an
 * element, or -1.  False: it must not get any. */
bool spread_takes(const Func *callee, int *bytes);

/* Whether the call puts a number on a tape of derivatives, or takes one from there: all directions' lie there, one behind
 * the other. */
bool spread_is_taped(const Stmt *s);

/* Whether a statement can stand within a loop over the directions. */
bool spread_is_lane(const Vector *v, const Stmt *s);

#endif
