#ifndef ADGEN_ANALYSIS_ACTIVITY_H
#define ADGEN_ANALYSIS_ACTIVITY_H

#include "analysis/alias.h"
#include "ir/ir.h"

typedef struct Activity Activity;

/*
 * activity_analyze - find what carries derivatives.
 *
 * A variable (or memory object) is varied if it may depend on an independent, useful if a dependent may depend on it,
 * active if both.  Flow-insensitive: varied spreads from operands to targets, useful back, until nothing is added.
 * Memory that one pointer may reach together with active memory counts as active, too, since its shadow is needed.
 * (Hascoet, Naumann, Pascual 2005.)
 *
 * Requires: verified IR without active calls.   Keeps: the IR unchanged.
 */
Activity *activity_analyze(Arena *arena, Alias *alias, const Func *func, const Request *request);

/* A variable that is a register; anything else by its object. */
bool activity_var(const Activity *activity, const Var *var);
bool activity_object(const Activity *activity, int object);

/* Whether what varies is stored in the object, used or not. */
bool activity_object_filled(const Activity *activity, int object);
/* Active, and its bytes are seen as something else than reals: as char, or through a cast. */
bool activity_object_punned(const Activity *activity, int object);
/* Whether the callee may use reals in what the i-th argument leads to. */
bool activity_call_sees(const Activity *activity, const Stmt *s, int i);
/* Active, or pointers in it may lead to active memory: then it has a shadow. */
bool activity_object_follows(const Activity *activity, int object);
/* Whether one of the objects is active. */
bool activity_any_object(const Activity *activity, const IntSet *objects);

/* Whether the place holds active reals. */
bool activity_place(const Activity *activity, const Expr *place);

/* Whether a derivative may flow through the value of the expression into what uses it. */
bool activity_expr(const Activity *activity, const Expr *e);
/* Whether its value may depend on an independent, used or not. */
bool activity_varied(const Activity *activity, const Expr *e);

/* Whether the pointer (or a record or array with pointers) needs a shadow pointer: it may reach active memory. */
bool activity_needs_shadow(const Activity *activity, const Var *var);

/* Whether a pointer of the type may come to lead to reals: not one to integers that stays one. */
bool activity_follows(const Activity *activity, const Type *pointer);

/* Whether what the pointer points to (the elements, of an array of arrays) is const. */
bool activity_points_to_const(const Type *pointer);

/* Whether a global variable may carry derivatives: other units see it, and it holds reals but no pointers. */
bool activity_global(const Var *var);

/* Whether a parameter is active by the request alone (CONTRACT section 2). */
bool activity_param(const Request *request, const Var *param);

#endif
