#ifndef ADGEN_VECTOR_WIDEN_H
#define ADGEN_VECTOR_WIDEN_H

#include "spread.h"

/* What follows is to stand in one loop over the directions, which has these statements; `ahead` goes before it. */
void widen_begin(Vector *v, Block *body, Block *ahead);

/* What stands for a number or record that a place holds, in the direction v->lane. */
const Expr *widen_lane(Vector *v, const Expr *place);

/* What stands for a place or pointer, in all directions. */
const Expr *widen_all(Vector *v, const Expr *e);

/* What stands for a value: that of one direction, or a pointer to what all have. */
const Expr *widen_value(Vector *v, const Expr *e);

/* The statements with loops over the directions around those that are about them. */
Block *widen_block(Vector *v, const Block *block);

/* A call with what stands for its arguments; statements that calculate some of them go ahead of it. */
void widen_call(Vector *v, Block *out, const Stmt *s);

/* A variable of the function's for all directions of such a value, and the statement that a loop sets it with. */
Var *widen_temp(Vector *v, const char *name, const Type *narrow, Loc loc);

#endif
