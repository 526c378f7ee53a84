#ifndef ADGEN_SIMPLIFY_PASSES_H
#define ADGEN_SIMPLIFY_PASSES_H

#include "base/intern.h"
#include "facts.h"
#include "ir/ir.h"

/* The adjoints of a function as the derivation wrote it: the real temporaries that are shadows, or into which something
 * is accumulated (v = v + e). */
typedef struct Adjoints {
    const bool *are;       /* by variable */
    int         count;     /* of variables: later ones are none */
} Adjoints;

/* NULL: there are none. */
const Adjoints *simplify_adjoints(Arena *arena, const Func *func);
bool            simplify_is_adjoint(const Adjoints *adjoints, const Var *var);

/* The passes, in files of their names, with their contracts there.  Each changes the function in place, keeps it
 * verified, and returns whether it changed anything.  Registers must be marked (ir_mark_registers).  Those that take facts
 * take them as they are now; they hold on where nothing has changed. */
bool simplify_scalars(Program *p, Func *func);      /* temporary arrays that are used by element */
bool simplify_fold(Program *p, Func *func, const Facts *f);     /* rules for expressions; facts or NULL */
bool simplify_zeros(Program *p, const Facts *f, const Adjoints *adjoints);   /* what structural zeros make idle */
bool simplify_clears(Program *p, Facts *f);   /* a shadow that is cleared and then added to */
bool simplify_copies(Program *p, const Facts *f);   /* names for other names and for constants */
bool simplify_common(Program *p, Func *func, const Facts *f, int least);   /* what is computed twice at a price, or is long to read */
bool simplify_forward(Program *p, Facts *f);  /* temporaries that are used once */
bool simplify_unneeded(Program *p, Func *func, Facts *f); /* what no result depends on (dead.c) */
bool simplify_unused(Program *p, Facts *f);   /* values that no later statement uses (dead.c) */
bool simplify_tidy(Program *p, Func *func);      /* structure without content */
bool simplify_idle(Program *p, Func *func, const Adjoints *adjoints);    /* what only passes on an adjoint that a branch sets */
bool simplify_hoist(Program *p, Func *func);     /* factors that a loop does not change */
bool simplify_split(Program *p, Func *func, const Facts *f);     /* one variable for several unrelated things */
bool simplify_declare(Program *p, Func *func, const Facts *f);   /* where variables are declared */
bool simplify_nowhere(Program *p, Func *func);

/* Forget the variables that nothing declares any more, and number the others in the order of their declarations. */
void simplify_renumber(Program *p, Func *func);

void simplify_const_members(Program *p, Func *func);

#endif
