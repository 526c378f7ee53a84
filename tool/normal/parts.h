#ifndef ADGEN_NORMAL_PARTS_H
#define ADGEN_NORMAL_PARTS_H

#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "normal/normal.h"

/* The passes of this room, each on a function that is a copy of its own. */

/* A copy of the function, not in the program's list: new variables, parameters in the same order. */
Func *copy_func(Program *p, const Func *func);

/* A variable of `into` like this one: without const, since passes may separate a declaration from its value, and
 * without restrict, which says nothing outside the scope that it was written for. */
Var *copy_var(Program *p, Func *into, const Var *var, const Type *type);

/* Forget the variables that no statement declares any more, and number the others anew. */
void forget_unused(Func *func);

/* Let jumps stand at tails only. */
void exits_to_tails(Program *p, Func *func);

/* Put the bodies of functions that may touch active data in the place of their calls; with `share`, but for large ones
 * that are called often. */
void inline_calls(Program *p, Func *func, bool share, Diag *diag);

/* Replace pointers that stand for one place all their life by the place; whether there were any. */
bool pointers_replace(Program *p, Func *func);

/* Let pointers to rows whose length changes be pointers to elements; whether there were any. */
bool rows_flatten(Program *p, Func *func);

/* Let pointers that lead to one place all their life be one; whether there were any. */
bool twins_join(Program *p, Func *func);

/* Let records in arrays, or in blocks of their own, be variables for their members; those for a single value are noted in
 * `vars`.  Whether there were any. */
bool columns_split(Program *p, Func *func, Map *vars);

/* Let what malloc returns go straight to the element of an array that it is kept in; whether there was any. */
bool fresh_store(Program *p, Func *func);

/* Let tables of rows that have memory of their own be one block each; whether there were any. */
bool tables_flatten(Program *p, Func *func);

/* A loop around what is looked at. */
typedef struct Around {
    const struct Around *outer;
    const Stmt          *loop;
} Around;

/* How often the statements of a list give a variable a value. */
typedef struct Assigned {
    const Var *var;
    int        times;          /* assignments */
    bool       otherwise;      /* by more than assignments */
} Assigned;

Assigned normal_assigned(const Block *block, const Var *var);

/* Whether nothing in the block changes the register; whether e is made of such registers alone. */
bool normal_is_fixed_var(const Block *block, const Var *var);
bool normal_is_fixed(const Block *block, const Expr *e);

/* Whether the variable is given a value before the statement at `at` each time that the list runs. */
bool normal_is_begun(const Block *block, int at, const Var *var);

/* Let loops in which a pointer runs up to an end count; whether there were any. */
bool ends_count(Program *p, Func *func);

/* Let what counts along through loops in loops be what their counters say; such variables are noted in `vars`. */
bool walks_close(Program *p, Func *func, Map *vars);

/* Let loops that leave out one iteration be two; whether there were any. */
bool holes_split(Program *p, Func *func);

/* Let records that are only copied give way to what they are copied to or from; whether there were any. */
bool records_coalesce(Program *p, Func *func);

/* Let records that bundle pointers be variables for their members, which are noted in `vars`; whether there were any. */
bool records_scatter(Program *p, Func *func, Map *vars);

/* Let those of the variables that hold the same value be one. */
void same_join(Program *p, Func *func, Map *vars);

/* Places and pointers in their simplest form: *(a + i) is a[i], *&x is x, (&a[i])[k] is a[i + k]; also whether a
 * pointer is null where it is known, and what follows from that and from other constants for conditions. */
const Expr *places_simplify(Program *p, const Expr *e);
/* Whether the condition is known: 1 holds, 0 does not, -1 unknown. */
int places_truth(const Expr *cond);
/* All expressions of a list, or of a function, and the IFs whose conditions are known. */
void places_simplify_block(Program *p, Block *block);
void places_simplify_func(Program *p, Func *func);

/* Drop what is assigned to registers of reals and not read by anybody before the next assignment. */
void unread_drop(Func *func);

#endif
