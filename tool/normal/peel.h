#ifndef ADGEN_NORMAL_PEEL_H
#define ADGEN_NORMAL_PEEL_H

#include "base/intern.h"
#include "ir/ir.h"

/* What a function computes for one size of its problem (peel.c): what its variables and its blocks hold. */

/* What an element of a block of the function's own holds. */
typedef struct Cell {
    const Var  *block;
    long long   at;
    const Expr *value;
} Cell;

/* A value that has a name. */
typedef struct Value {
    const Expr *value;
    Var        *name;
} Value;

/* One call of the function: what its variables are. */
typedef struct Frame {
    struct Frame *caller;
    Map          *values;              /* Var to const Expr */
    const Expr   *result;
    int           depth;
} Frame;

typedef struct Peel {
    Program    *p;
    Func       *func;                  /* the copy */
    const Func *origin;                /* what it is a copy of, which is what it calls */
    Var        *size;                  /* the parameter that says how large the problem is */
    Arena      *arena;
    Frame      *frame;
    VEC(Cell)   cells;
    Block      *out;
    VEC(Value)  values;
    int         calls;                 /* of itself, by the first call */
    int         run;                   /* statements */
    int         nodes;                 /* of the values that have names */
    bool        ok;
} Peel;

bool peel_is_number(const Expr *e);

/* The value of an expression of the function in the frame: a number where that is known, else in terms of what the function
 * was given, and of values that have names.  What is not known clears peel->ok. */
const Expr *peel_evaluate(Peel *peel, const Expr *e);

/* The type with the lengths that its arrays have in this call; NULL: one is not known. */
const Type *peel_type(Peel *peel, const Type *type);

/* Whether the parameter never changes. */
bool peel_is_lasting(const Peel *peel, const Var *param);

/* The value, or a variable that has it where it takes an operation: declared and set in peel->out, once for each value, since
 * what they are made of never changes. */
const Expr *peel_named(Peel *peel, const Var *like, Loc loc, const Expr *value);

/* A block of the function's own, which no code mentions; its type is that of an array, or of its first element. */
Var *peel_block(Peel *peel, const Var *named, const Type *type);

bool peel_is_own(const Var *block);

/* Which number of which block, or parameter's memory, a place holds. */
bool peel_find_place(const Expr *place, Var **block, long long *at);

/* What is known of it; NULL: nothing. */
Cell *peel_find_cell(Peel *peel, const Var *block, long long at);

#endif
