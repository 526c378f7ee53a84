#ifndef ADGEN_FRONTEND_ITEMS_H
#define ADGEN_FRONTEND_ITEMS_H

#include "front.h"

/* ---- items.c: declarations of the main file ---- */

/* Find what stands where in the main file; needs front->decls and front->macros. */
Items *items_read(Front *front);

/* Put program->items in the order of the source: that of the files, but what includes are and need comes first. */
void items_sort(Link *link);

/* A new item in program->items. */
Item *item_new(Front *front, ItemKind kind, const char *name, int order, Loc loc);
/* Where there are several files: note a name that the item declares.  `macro`: its definition, or NULL. */
void item_declares(Front *front, Item *item, const char *name, const char *macro);
/* The same for a declaration and those of types and constants in it. */
void item_declares_cursor(Front *front, Item *item, CXCursor declaration);

/* ---- local.c: types and static variables declared inside functions, which move to the file level ---- */

Locals *locals_new(Arena *arena);

/* NULL for what needs none (parameters, ordinary local variables). */
Item *local_item(Front *front, CXCursor declaration);
/* Whether an enum of a function has an enumerator whose name is taken at the file level; if not, they are its own from
 * now on. */
bool local_enum_clashes(Front *front, CXCursor enumeration);
/* The name that a static local has at the file level: its own, or another where that is taken. */
const char *local_name(Front *front, CXCursor variable);
/* The tag given to a struct or union that the user left without any name; NULL where it is not a local one. */
const char *local_tag(Front *front, CXCursor record);

/* ---- item_text.c ---- */

/* Where a declaration ends that ends at `to` but for its attributes: struct S {…} __attribute__((packed)); libclang's
 * extents leave those out.  Nothing from `limit` on belongs to it. */
unsigned item_end(Front *front, CXFile file, unsigned to, unsigned limit);

/* The text of [from, to) of the main file without the annotations that ask for derivatives and stand before `limit`
 * (the function's name): they are not asked for again in what is written. */
const char *item_text(Front *front, unsigned from, unsigned to, unsigned limit);
/* The declaration that stands for a function's definition, a variable's. */
const char *item_func_prototype(Front *front, CXCursor function, unsigned from, unsigned to);
const char *item_var_prototype(Front *front, CXCursor variable, unsigned from, unsigned to);
/* The text of a file from the first of the tokens to `to`, with identifiers replaced by the names they are given. */
const char *item_text_renamed(Front *front, const SourceFile *file, FrontTokens tokens, unsigned to, StrMap *names);

/* ---- item_made.c: what one use of a macro declares ---- */

/* Whether a function or variable is defined that other translation units see. */
bool item_defines_shared(const CXCursor *members, int count);
/* Whether a static function or variable comes along with something else. */
bool item_defines_static(const CXCursor *members, int count);
/* A declaration without macros, as clang prints it. */
const char *item_text_declared(Front *front, CXCursor declaration);
/* The declarations without the macro; what others see is only declared. */
const char *item_text_made(Front *front, const CXCursor *members, int count);

/* ---- includes.c: what comes from headers ---- */

Includes *includes_read(Front *front);
/* The #include of the main file through which the file came; NULL for the main file itself and for no file. */
Item *include_item(Front *front, SourceFile *file);
/* Note those of the main file that stand in [from, to), which is the item's text. */
void includes_within(Front *front, unsigned from, unsigned to, Item *item);

/* ---- uses.c ---- */

typedef struct Uses {
    Front *front;
    Item  *self;         /* is no use of itself */
    Map   *seen;
    bool   locals;       /* types declared inside functions count, too */
    bool   local_var;    /* out: a local variable is named */
    VEC(Item *) list;
} Uses;

Uses uses_new(Front *front, Item *self, bool locals);
/* What the cursor and all below it refer to. */
void uses_below(Uses *uses, CXCursor cursor);
/* The same for a declaration without the function's body, the variable's value. */
void uses_declared(Uses *uses, CXCursor declaration);
/* The macros in a range of the main file.  `annotations`: ADGEN_… count, too. */
void uses_macros(Uses *uses, unsigned from, unsigned to, bool annotations);
/* What one use of a macro needs. */
void uses_macro(Uses *uses, const MacroUse *use);
void uses_add(Uses *uses, Item *item);
/* The item of a macro's definition; NULL where nothing is needed for it. */
Item *macro_item(Front *front, CXCursor definition);

#endif
