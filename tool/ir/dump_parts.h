#ifndef ADGEN_IR_DUMP_PARTS_H
#define ADGEN_IR_DUMP_PARTS_H

/* What dump.c and dump_expr.c share: the printing of names, types and expressions. */

#include "base/intern.h"
#include "base/text.h"
#include "ir/ir.h"

typedef struct Dump {
    Text       *out;
    Arena      *arena;                /* lives as long as the dump */
    Map        *items;                /* Item to its "#3"; others are printed by name */
    Map        *funcs;                /* Func to its name where that is not plain */
    Map        *vars;                 /* Var to its name where that is not plain */
    Map        *records;              /* Record to its name, given on first mention */
    StrMap     *record_names;         /* the names given: to how many */
    VEC(const Record *) mentioned;    /* in order of first mention */
    const char *(*remark)(void *data, const Var *var);
    void       *data;
} Dump;

void dump_begin(Dump *d, Text *out);
void dump_end(Dump *d);

/* A string in quotes, on one line. */
void dump_string(Text *out, const char *text);
/* " ; file:line:column", nothing where there is no place. */
void dump_loc(Text *out, Loc loc);

void dump_item_ref(Dump *d, const Item *item);
void dump_func_ref(Dump *d, const Func *func);
void dump_var_ref(Dump *d, const Var *var);
void dump_record_ref(Dump *d, const Record *record);
void dump_type(Dump *d, const Type *type);
void dump_value(Dump *d, const Expr *e);
/* "{ "text" x "text" | writes x | … }" */
void dump_opaque(Dump *d, const Opaque *opaque);

#endif
