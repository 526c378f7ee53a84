#ifndef ADGEN_NORMAL_CALLEE_H
#define ADGEN_NORMAL_CALLEE_H

#include "base/intern.h"
#include "ir/ir.h"

/* What inlining needs to know of a function that is called. */
typedef struct Callee {
    Func *func;           /* a copy whose own calls have been inlined, with one RETURN, at the end */
    int   stmts;          /* how many statements it has */
    bool  writes_memory;  /* other than its own variables */
    Map  *uses;           /* its parameters that are mentioned, to Use */
} Callee;

Callee *callee_study(Program *p, Func *func);

/* Whether nothing uses the parameter. */
bool callee_ignores(const Callee *callee, const Var *param);

/* Whether the argument may stand in the parameter's place: the parameter is never changed, the argument means the
 * same everywhere in the body, and costs nothing. */
bool callee_takes(const Callee *callee, const Var *param, const Expr *arg);

/* Whether a call may carry derivatives in or out: a real, or memory that holds reals, is passed, returned or, as a
 * global variable, touched by the function or those that it calls. */
bool callee_touches_reals(const Stmt *call, Map *known);

#endif
