#ifndef ADGEN_ANALYSIS_ALIAS_H
#define ADGEN_ANALYSIS_ALIAS_H

#include "analysis/effects.h"
#include "analysis/intset.h"
#include "base/intern.h"
#include "ir/ir.h"

typedef struct Alias Alias;

typedef enum ObjectKind {
    OBJECT_VAR,       /* a variable itself */
    OBJECT_TARGET,    /* what a pointer parameter (or a pointer in a record parameter) points to */
    OBJECT_DEEP,      /* all that can be reached from there through further pointers */
    OBJECT_ALLOC,     /* the blocks that one malloc, calloc or realloc statement returns; all that one call allocates */
    OBJECT_FUNC,      /* a function whose address is taken */
    OBJECT_UNKNOWN    /* anything that a pointer of unknown origin may point to */
} ObjectKind;

/* A piece of memory that the function tells apart from others. */
typedef struct Object {
    ObjectKind  kind;
    int         id;
    Var        *var;        /* VAR; TARGET and DEEP: the parameter */
    const Stmt *site;       /* ALLOC */
    Func       *func;       /* FUNC */
    IntSet      contents;   /* objects that pointers stored in it may point to */
    const Type *as;         /* ALLOC, and what void * leads to: what the first access takes it for, or NULL */
    bool        apart;      /* a target that overlaps no other object: restrict or ADGEN_NOALIAS */
    bool        cut;        /* untyped, and pointers into it move by bytes */
    bool        retyped;    /* another one takes it for something else: allocated memory may change its type */
} Object;

/*
 * alias_analyze - what every pointer of a function may point to.
 *
 * Inclusion-based, without regard to the order of statements (Andersen 1994); a record or array is one object.
 * Requires: verified IR.  Keeps: the IR unchanged.  Valid until statements that assign pointers are added.
 * `also`: CALL -> a further call, in no block, of the same function: what it does to pointers is done there, too; or NULL.
 */
Alias *alias_analyze(Arena *arena, const Program *p, const Func *func, const Map *also);

const Program *alias_program(const Alias *alias);
int           alias_count(const Alias *alias);
const Object *alias_object(const Alias *alias, int id);

/* The object that is the variable itself; -1 for a register of reals. */
int alias_of_var(const Alias *alias, const Var *var);

/* The objects that a place lies in / that a pointer value may point to. */
void alias_of_place(Alias *alias, const Expr *place, IntSet *out);
void alias_of_pointer(Alias *alias, const Expr *pointer, IntSet *out);

/* Whether some allocated memory is used with several types: then types do not tell places apart there. */
bool alias_retypes(const Alias *alias);

/* Add all that can be reached through pointers in the objects. */
void alias_close(const Alias *alias, IntSet *objects);

/* Whether the object is the caller's: what a parameter leads to. */
bool alias_is_foreign(const Object *object);

/* All that can be reached through the pointer, or the pointers in the record, and through what lies there. */
void alias_reach(Alias *alias, const Expr *value, IntSet *out);

/* The functions that a call through a pointer may call.  False where there may be others. */
typedef VEC(Func *) Targets;
bool alias_targets(Alias *alias, const Stmt *call, Targets *out);

/* The visible functions whose addresses a call hands on: qsort's, to compare elements. */
void alias_callbacks(Alias *alias, const Stmt *call, Targets *out);

/* The call through a pointer as a call of one of its targets. */
Stmt alias_direct_call(const Stmt *call, Func *target);

/* What a call of a function with a visible body may do; NULL: its body is not visible. */
const Effects *alias_effects(const Alias *alias, const Func *callee);

/* Whether two objects may share memory. */
bool alias_objects_overlap(const Alias *alias, int a, int b);
bool alias_sets_overlap(const Alias *alias, const IntSet *a, const IntSet *b);

/* Whether two places may share memory, evaluated at any two moments (the values of indices may have changed). */
bool alias_places_overlap(Alias *alias, const Expr *a, const Expr *b);

/* Whether accesses of these types may touch the same memory by C's effective-type rules. */
bool alias_types_overlap(const Type *a, const Type *b);

#endif
