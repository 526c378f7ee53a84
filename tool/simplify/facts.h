#ifndef ADGEN_SIMPLIFY_FACTS_H
#define ADGEN_SIMPLIFY_FACTS_H

#include "base/vec.h"
#include "ir/ir.h"

/*
 * What the passes of this room ask about a function: every statement has a number, and every variable has the list of
 * the numbers at which it is written.  "Has x changed between here and there" is then a search in a sorted list, and
 * no pass needs to walk the function for one variable.
 */
typedef VEC(int) IntVec;
typedef VEC(Stmt *) StmtVec;

/* A statement, or the condition of a LOOP (which is evaluated after the statements of its head). */
typedef struct Node {
    Stmt *stmt;
    StmtKind kind : 8;  /* of the statement */
    bool  is_cond;
    int   end;          /* one more than the last number inside it */
    int   scope;        /* the block that it stands in */
    int   loop;         /* the innermost FOR or LOOP around it, or -1; a LOOP is around its own condition */
} Node;

/* A block. */
typedef struct Scope {
    Block *block;
    int    owner;       /* the statement that it belongs to, or -1: the function's body */
    int    parent;      /* the block that the owner stands in, or -1 */
    int    first, end;  /* numbers of what is inside: first .. end - 1 */
    int    loop;        /* the innermost loop around what stands in it, or -1 */
    IntVec nodes;       /* what stands directly in it, in order; the condition last in a LOOP's head */
} Scope;

/* Places of different classes never overlap, by C's rules on effective types. */
typedef enum MemoryClass { MEMORY_INTEGER, MEMORY_POINTER, MEMORY_FLOAT, MEMORY_DOUBLE, MEMORY_LONG_DOUBLE,
                           MEMORY_ANY, MEMORY_CLASSES } MemoryClass;

/* Primal memory, the shadows', or that in which generated code keeps values: they never overlap; bits. */
typedef enum Side { SIDE_PRIMAL = 1, SIDE_SHADOW = 2, SIDE_KEPT = 4, SIDE_ANY = 7, SIDES } Side;

enum { JUMP_BREAK = 1, JUMP_CONTINUE = 2 };

typedef struct Blocks Blocks;

/* What nodes read, found where it is asked for: facts_listed. */
typedef struct Reads {
    int           *first, *count;      /* by node: its variables in the list */
    IntVec         vars;               /* of the function's own, by occurrence, those of one node together */
    bool          *has_effect;         /* by node: evaluating what it has does more than to compute values */
    unsigned char *fresh;              /* by node: 1 where this is what it reads now */
    bool           all_fresh;
} Reads;

typedef struct Facts {
    Arena      *arena;
    const Func *func;
    int         vars;                  /* of the function, as of now: later ones are strangers */
    VEC(Node)   nodes;
    VEC(Scope)  scopes;
    bool       *tracked;               /* by variable: a register that every write is known of */
    bool       *private;               /* by variable: a local array or record whose address nothing takes */
    bool       *held;                  /* by variable: text names it (opaque, pragma, a type): keep it as it is */
    bool       *is_temp;               /* by variable: it is a temporary */
    bool       *is_pointer;            /* by variable */
    bool        by_text;               /* expressions or types say of a variable that it is held, or not private */
    bool        is_line;               /* no statement has others in it, calls, or sets a pointer, and no text and no
                                          address says anything of a variable: then facts stay true where statements
                                          go (facts_remove) */
    int        *target;                /* by node: the function's own variable that it writes whole, or -1 */
    Reads      *reads;
    bool       *folded;                /* by node: simplify_fold has left it as it is */
    IntVec     *writes;                /* by variable, tracked or private: where it is written, or a part of it */
    Blocks     *blocks;                /* or NULL: no pointer has a block of its own */
    IntVec     *block_writes;          /* by block: where what its pointers point to is written; or NULL: there are none */
    IntVec      stores[MEMORY_CLASSES][SIDES];    /* where other memory is written */
    unsigned char *jumps;              /* by node, of loops: JUMP_ bits, which jumps leave its body early */
    int        *scope_of[3];           /* by node: the blocks of a compound statement, in order of execution; -1 */
} Facts;

/* Number the statements and list what they write.  Valid until statements are added or removed; changing expressions
 * does no harm.   Requires: registers marked (ir_mark_registers). */
Facts *facts_build(Arena *arena, const Func *func);

bool facts_is_tracked(const Facts *f, const Var *var);
bool facts_is_private(const Facts *f, const Var *var);
bool facts_is_held(const Facts *f, const Var *var);

/* Whether the variable may be written by the nodes from .. to - 1. */
bool facts_written(const Facts *f, const Var *var, int from, int to);
/* Whether the value of the expression may change by what the nodes from .. to - 1 do. */
bool facts_unchanged(const Facts *f, const Expr *e, int from, int to);
/* Whether it remains the same place. */
bool facts_place_stays(const Facts *f, const Expr *place, int from, int to);
/* The last node before `before` that writes the variable, or -1. */
int facts_last_write(const Facts *f, const Var *var, int before);

/* Whether the list (ascending) has a number from .. to - 1. */
bool facts_any_between(const IntVec *list, int from, int to);

/* Whether node p has surely been run, in the same round of every loop around it, when node q > p is. */
bool facts_dominates(const Facts *f, int p, int q);
/* What may be run between p and a later run of q without passing p again ends before this number: q itself, or the
 * end of the outermost loop that is around q but not around p. */
int facts_reach(const Facts *f, int p, int q);

/* The expressions that a node itself evaluates, and the place that it assigns (is_target). */
void facts_exprs(const Node *node, void (*visit)(void *data, const Expr *e, bool is_target), void *data);
/* Replace them: the arguments of `map` are whole expressions.  FOR's bound is the only one with `again`: it is
 * evaluated in every iteration. */
typedef const Expr *FactsMap(void *data, const Expr *e, bool is_target, bool again);
void facts_map(Program *p, const Node *node, FactsMap *map, void *data);

/* Replace the variables that an expression reads (`map` gets each one's node): not the one that a target assigns. */
const Expr *facts_map_reads(Program *p, const Expr *e, bool is_target,
                            const Expr *(*map)(void *data, const Expr *var), void *data);

/* Put new statements before nodes, and take the marked nodes out of their blocks; either may be NULL. */
void facts_rebuild(Program *p, const Facts *f, const StmtVec *before, const bool *gone);
/* Take the marked nodes out of their blocks.  Where is_line, the facts are those of what is left. */
void facts_remove(Program *p, Facts *f, const bool *gone);

/* What all nodes read.  Who changes expressions says so: facts_changed. */
const Reads *facts_listed(const Facts *f);
void         facts_changed(const Facts *f, int pos);

/* The variables that a node reads, by occurrence: of a target only what finding the place reads. */
void facts_reads(const Node *node, void (*visit)(void *data, Var *var), void *data);
/* The variable that a node writes whole (not FOR's), or NULL. */
Var *facts_target(const Node *node);
/* The value that a declaration or an assignment gives to a variable, or NULL. */
const Expr *facts_value(const Node *node);

#endif
