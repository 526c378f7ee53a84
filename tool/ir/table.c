#include "ir/table.h"

#include <string.h>

static void grow(VarTable *table, int id)
{
    enum { FIRST_ROOM = 16 };
    VarSlot *old = table->slots;
    int      room = table->room;
    while (table->room <= id)
        table->room = table->room ? 2 * table->room : FIRST_ROOM;
    table->slots = ARENA_ARRAY(table->arena, VarSlot, table->room);
    if (room > 0)
        memcpy(table->slots, old, (size_t)room * sizeof *old);
    arena_release(table->arena, old, (size_t)room * sizeof *old);
}

void vartable_put(VarTable *table, const Var *var, void *value)
{
    if (var->id >= table->room)
        grow(table, var->id);
    VarSlot *slot = &table->slots[var->id];
    if (!slot->var || slot->var == var) {
        *slot = (VarSlot){var, value};
        return;
    }
    if (!table->others)
        table->others = map_new(table->arena);
    map_put(table->others, var, value);
}
