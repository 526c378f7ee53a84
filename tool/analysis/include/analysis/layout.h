#ifndef ADGEN_ANALYSIS_LAYOUT_H
#define ADGEN_ANALYSIS_LAYOUT_H

#include "analysis/alias.h"
#include "ir/ir.h"

typedef struct Layout Layout;

/* Where a statement stands. */
typedef struct StmtInfo {
    Stmt *stmt;
    int   pos;          /* statements are numbered in source order, outer before inner */
    int   end;          /* the last number inside it */
    Stmt *parent;       /* the statement whose block it stands in, or NULL */
    Stmt *loop;         /* the innermost FOR or LOOP around it, or NULL */
    int   depth;        /* of loops around it */
} StmtInfo;

/* Something that may write memory (not a register). */
typedef struct Store {
    int         pos;
    Stmt       *stmt;
    const Expr *place;     /* NULL: `objects` says where */
    IntSet      objects;
    bool        unknown;   /* may write any memory that is not local to the function */
} Store;

/*
 * layout_build - number a function's statements, and list what each writes.
 *
 * Requires: verified IR.  Keeps: the IR unchanged.  Valid until statements are added or removed.
 */
Layout *layout_build(Arena *arena, const Func *func, Alias *alias);

const StmtInfo *layout_info(const Layout *layout, const Stmt *s);
/* Whether the statement stands in the function at all: what alias_analyze was given besides does not. */
bool            layout_has(const Layout *layout, const Stmt *s);
int             layout_count(const Layout *layout);
Stmt           *layout_stmt(const Layout *layout, int pos);
/* The list of the function that the statement stands in, and at which index. */
Block          *layout_list(const Layout *layout, const Func *func, const Stmt *s, int *index);

/* The stores from number `first` to number `last`, in order: the index of the first one, and how many. */
int          layout_stores(const Layout *layout, int first, int last, int *count);
const Store *layout_store(const Layout *layout, int index);

/* Whether something from number `first` to `last` assigns the register. */
bool layout_assigns(const Layout *layout, const Var *var, int first, int last);
/* The numbers of the statements that may assign the register, ascending; returns how many. */
int layout_assignments(const Layout *layout, const Var *var, const int **numbers);
/* Whether the program may end at a statement from number `first` to `last`, other than by a return: exit, assert, unknown code. */
bool layout_may_end(const Layout *layout, int first, int last);
/* Whether the statement lies in `outer` (or is it). */
bool layout_inside(const Layout *layout, const Stmt *s, const Stmt *outer);

/* Whether a store may write to the place. */
bool layout_store_hits(const Layout *layout, const Store *store, const Expr *place, const IntSet *objects);

/*
 * The stores from number `first` to `last` that may write to the place, in order: layout_hits begins, layout_next_hit gives
 * one after the other, then NULL.  `objects`: those of the place (alias_of_place), which have to stay meanwhile.
 */
typedef struct StoreCursor StoreCursor;
typedef struct StoreHits {
    const Layout *layout;
    const Expr   *place;
    const IntSet *objects;
    StoreCursor  *cursors;
    StoreCursor  *last;          /* that of the last hit */
    int           count;
    int           end;
} StoreHits;
void         layout_hits(const Layout *layout, const Expr *place, const IntSet *objects, int first, int last, StoreHits *hits);
const Store *layout_next_hit(StoreHits *hits);
/* Pass by the other stores to the same objects as the last hit. */
void         layout_pass_objects(StoreHits *hits);

/* Whether something from number `first` to `last` may change the value of the expression (what it reads: registers,
 * memory). */
bool layout_changes(const Layout *layout, const Expr *e, int first, int last);

#endif
