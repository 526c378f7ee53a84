#ifndef ADGEN_ANALYSIS_ALIAS_PARTS_H
#define ADGEN_ANALYSIS_ALIAS_PARTS_H

/* What the alias analysis of one function (alias.c) and that of the whole program (whole.c) share. */

#include "analysis/alias.h"
#include "base/intern.h"
#include "ir/table.h"

struct Alias {
    Arena      *arena;
    const Program *p;
    const Func *func;        /* the function; of the whole program: NULL */
    VEC(Object *) objects;
    VarTable    of_var;      /* Var -> Object */
    Map        *of_target;   /* pointer parameter -> Object */
    Map        *of_site;     /* allocating Stmt -> Object */
    Map        *of_func;     /* Func -> Object */
    const Map  *also;        /* CALL -> a further call that goes with it, or NULL */
    Map        *assigned;    /* parameter -> itself, where some statement assigns it */
    int         unknown;
    int         code;        /* any function of the program whose address is taken */
    VEC(const Expr *) numbers;   /* pointers that become numbers */
    IntSet      numbered;    /* what these point to: a number that becomes a pointer may lead there */
    bool        retypes;     /* some object is retyped */
    bool        grown;       /* something changed in this round */
};

/* With no object but the two that stand for what is not known. */
Alias  *alias_new(Arena *arena, const Program *p, const Func *func);
Object *alias_new_object(Alias *alias, ObjectKind kind, Var *var);
Object *alias_var_object(Alias *alias, Var *var);
Object *alias_site(const Alias *alias, const Stmt *s);
bool    alias_makes_block(const Func *callee);    /* malloc and its like, realloc */

/* The objects that the pointer, or the pointers in the record, may point to. */
void alias_of_value(Alias *alias, const Expr *value, IntSet *out);

/* All of these may be stored in the place, or in the object. */
void alias_store(Alias *alias, const Expr *place, const IntSet *contents);
void alias_fill(Alias *alias, int object, const IntSet *contents);

/* The addresses that become numbers in the function; what they point to, as far as that is known by now. */
void alias_find_numbers(Alias *alias);
void alias_follow_numbers(Alias *alias);

/* Whether the expression is a pointer parameter that keeps its value. */
bool alias_is_fixed(const Alias *alias, const Expr *pointer);

/* As what types a statement uses memory that has none of its own. */
void alias_note_types(void *data, Stmt *s);

/* An unknown piece of code gets these pointers, which are closed, and may store any of them behind any of them. */
void alias_escape(Alias *alias, IntSet *reached);

/* What a statement stores: a declaration, an assignment, a call of what has no body, opaque text. */
void alias_visit(void *alias, Stmt *s);

#endif
