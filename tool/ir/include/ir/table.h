#ifndef ADGEN_IR_TABLE_H
#define ADGEN_IR_TABLE_H

#include "base/intern.h"
#include "ir/ir.h"

/* A map from variables of one function, and a few others, to pointers: an array by their numbers, which must stay what they
 * are meanwhile. */
typedef struct VarSlot {
    const Var *var;
    void      *value;
} VarSlot;

typedef struct VarTable {
    Arena   *arena;
    VarSlot *slots;
    int      room;
    Map     *others;      /* those whose place another one has; or NULL */
} VarTable;

/* NULL where there is nothing. */
static inline void *vartable_get(const VarTable *table, const Var *var)
{
    if (var->id < table->room && table->slots[var->id].var == var)
        return table->slots[var->id].value;
    return table->others ? map_get(table->others, var) : NULL;
}

void vartable_put(VarTable *table, const Var *var, void *value);

#endif
