#ifndef ADGEN_EMIT_NEEDS_H
#define ADGEN_EMIT_NEEDS_H

#include <stdbool.h>

#include "base/intern.h"
#include "ir/ir.h"

/* The declarations that printed code needs: recorded while it is printed, so that nothing is there that is not used. */
typedef struct Needs Needs;

Needs *needs_new(Arena *arena, const Program *p);

/* An item and all that its text needs; NULL is none.  Of a function or variable with external linkage the prototype
 * is needed, and what that names. */
void needs_item(Needs *needs, Item *item);
/* What the spelling of a type needs. */
void needs_type(Needs *needs, const Type *type);
/* A standard header: "math.h". */
void needs_header(Needs *needs, const char *name);

/* What was recorded, in the order of the source (order, then text). */
Item *const *needs_items(Needs *needs, int *count);
bool needs_has(const Needs *needs, const Item *item);
bool item_is_among(Item *const *items, int count, const Item *item);
/* The macros that functions name themselves, not in what they need. */
Item *const *needs_macros(const Needs *needs, int *count);
/* Whether macros that do not stay give the same to both, which have the same text. */
bool same_macros(const Item *a, const Item *b);
/* The function that the item declares, or NULL. */
const Func *needs_func_of(const Needs *needs, const Item *item);

#endif
