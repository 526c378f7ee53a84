#ifndef ADGEN_DERIVE_FENCE_PARTS_H
#define ADGEN_DERIVE_FENCE_PARTS_H

#include "context.h"

/* One walk: the statement it is at. */
typedef struct Fence {
    Derive *d;
    Map    *reported;    /* variables that have been refused already */
    bool    causes;      /* look for causes only: pointers are lost behind what is refused anyway */
    int     errors;
    const Expr *target;  /* the place that the statement assigns, or NULL */
} Fence;

/* After an error and its note: say who asked, and count it. */
void fence_refused(Fence *f);
/* Refuse what adgen does not know, with what was found out when it was read. */
void fence_opaque(Fence *f, Loc loc, const Opaque *opaque);

/* ---- fence_memory.c ---- */

/* Refuse a global through which active data may flow.   The caller says fence_refused. */
void fence_through(Fence *f, Loc loc, const Var *var);
/* Whether the object is a global that some code writes, and that leads to active data. */
bool fence_is_active_global(const Derive *d, int id);
/* Refuse the place unless every one of the objects has a shadow. */
void fence_objects(Fence *f, const Expr *place, const IntSet *objects, bool reads);
/* The same of an active access, and of all that it may reach. */
void fence_place(Fence *f, const Expr *place);
/* Refuse an assignment of active data through a pointer of which nothing is known: who knows what reads them. */
void fence_lost_write(Fence *f, const Stmt *s);
/* Whether ADGEN_INACTIVE stands at a pointer that leads to the place. */
bool fence_by_inactive_pointer(const Expr *place);

/* ---- fence_calls.c ---- */

void fence_no_rule(Fence *f, Loc loc, const Func *callee);
void fence_call(Fence *f, Stmt *s);

/* ---- fence_outside.c ---- */

/* A function without derivative may read active data; what it writes there would need one. */
void fence_no_derivative(Fence *f, const Stmt *s);

#endif
