#ifndef ADGEN_DERIVE_SHADOW_H
#define ADGEN_DERIVE_SHADOW_H

#include "context.h"

/* The same type with no const anywhere: an adjoint is written wherever the primal is read. */
const Type *shadow_type(Program *p, const Type *type);

/* The same for tangents, which are written only where the primal is: pointers to const stay what they are, and only the
 * object itself, or an array's elements, are not const. */
const Type *shadow_tangent_type(Program *p, const Type *type);

/* The one of the two that this derivation is about. */
const Type *shadow_of(const Derive *d, const Type *type);

/* name_adj or name_dot. */
const char *shadow_name(const Derive *d, const char *name);

/* The variable that holds the adjoint of a register, or is the shadow of a memory object or pointer; made on demand. */
Var *shadow_var(Derive *d, Var *var);

/* Whether a place lies in shadow memory, or a pointer leads there. */
bool shadow_is_place(const Expr *place);

/* Where the adjoint of a place lies / the pointer into shadow memory that corresponds to a primal pointer. */
const Expr *shadow_place(Derive *d, const Expr *place);
const Expr *shadow_pointer(Derive *d, const Expr *pointer);

/* What must hold for the place to have a shadow: a pointer on the way to it is not null.  NULL: it has one.  A place that
 * never has one: false. */
bool shadow_exists(Derive *d, const Expr *place, const Expr **condition);

/* A new register of ours that no declaration stands for yet. */
Var *shadow_temp(Derive *d, const char *name, const Type *type, Loc loc);

/* Whether a pointer, or a record or array with pointers, has a shadow that follows it. */
bool shadow_follows(Derive *d, const Var *var);

/* Call `leaf` on every real (pointers false) or pointer (true) that a place of a record or array type consists of, and
 * on its counterpart in a second place of the same type; arrays become FOR loops around what `leaf` pushes. */
typedef void ShadowLeaf(Derive *d, Block *out, const Expr *a, const Expr *b);
void shadow_leaves(Derive *d, Block *out, const Expr *a, const Expr *b, bool pointers, ShadowLeaf *leaf);

/* The shadow that a pointer variable is given: null stays null, whatever is added. */
const Expr *shadow_value(Derive *d, const Expr *pointer);

/* Whether pointers that shadows follow lie in an object of the type. */
bool shadow_has_pointers(const Derive *d, const Type *type);

/* Statements that set every real of a shadow object to zero. */
void shadow_zero(Derive *d, Block *out, const Expr *place);

/* Whether a by-value parameter that is no independent variable has a shadow in memory: it starts from zeros. */
bool shadow_is_own(const Derive *d, const Var *param);

#endif
