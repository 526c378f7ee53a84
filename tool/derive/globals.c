#include "globals.h"

#include <string.h>

#include "pairs.h"
#include "shadow.h"

Var *globals_shadow(Derive *d, Var *var)
{
    Program    *p = d->p;
    const char *name = shadow_name(d, var->name);
    Var        *shadow;
    Item       *item;

    if (pairs_is_taken(p, name)) {
        diag_error(d->diag, var->loc, "adgen-name", "the %s of the global '%s' would be called '%s', which is in use",
                   d->tangents ? "tangent" : "adjoint", var->name, name);
        diag_note(d->diag, var->loc, "rename one of them, or mark '%s' ADGEN_INACTIVE", var->name);
    }
    for (int i = 0; i < p->globals.count; i++)
        if (p->globals.items[i]->is_shadow && strcmp(p->globals.items[i]->name, name) == 0)
            return p->globals.items[i];
    shadow = ir_new_global(p, name, shadow_type(p, var->type), var->loc);
    shadow->is_shadow = true;
    shadow->is_written = true;
    item = ARENA_NEW(p->arena, Item);
    item->kind = ITEM_VAR;
    item->name = shadow->name;
    item->var = shadow;
    item->order = 1 << 29;
    item->loc = var->loc;
    for (int i = 0; var->item && i < var->item->uses.count; i++)
        VEC_PUSH(p->arena, &item->uses, var->item->uses.items[i]);
    VEC_PUSH(p->arena, &p->items, item);
    shadow->item = item;
    return shadow;
}
