#ifndef ADGEN_FRONTEND_LOWER_H
#define ADGEN_FRONTEND_LOWER_H

/*
 * What the files share that make IR of a body's nodes.
 *
 * Each full expression is first looked at (fence.c: what the IR cannot express; order.c: what C leaves open) and then
 * either carried over as text (opaque.c) or lowered (value.c, assign.c, call.c, init.c, constant.c), which cannot
 * fail.  Lowering an expression gives a pure Expr; its side effects become statements at the end of `block`.  The side
 * effect of i++ whose value is used waits in `pending` until its expression ends.
 */

#include "body.h"

/* Why something is carried over as text. */
struct Reason {
    const char *id, *message, *advice;
    Node       *at;
};

/* An assignment that waits for the end of its expression: place = value. */
typedef struct Pending {
    const Expr *place, *value;
    Loc         loc;
} Pending;

/* Where a jump goes: behind the loop of a ring, or on with it. */
typedef struct Way {
    int         ring;          /* its number, from the outermost */
    bool        on;            /* with its next iteration */
    int         state;         /* > 0: the ring is a machine, which is to go on in this state */
    const char *name;          /* of a flag that says that the jump is under way */
} Way;

typedef struct Exit {
    Way  way;
    Var *flag;
} Exit;

/* A loop of the IR around what is being lowered: one of the user's, or one that stands for jumps. */
typedef struct Ring {
    Block *before;             /* where the loop will stand … */
    int    at;                 /* … behind so many statements */
    Var   *state;              /* of a machine; else NULL */
    VEC(Exit) exits;           /* jumps that leave it on their way further out */
} Ring;

/* A label, and how far the nodes reach that mention it. */
typedef struct Label {
    const char *name;
    const Node *node;          /* the label itself */
    int         first, last;
    int         mentions;
    bool        repeated;      /* there are several of the name, in different scopes */
} Label;

/* A label that gotos inside the rings go to. */
typedef struct Target {
    const char *name;
    Way         way;
} Target;

struct Lower {
    Front     *front;
    Program   *program;
    Func      *func;
    Body      *body;
    Block     *block;       /* where statements go now */
    Block     *home;        /* the block of the innermost scope of C: what must live as long is declared there */
    VEC(Ring *) rings;
    Way        breaks, continues;   /* where the user's break and continue go */
    CursorMap *lengths;     /* expressions in types that have been lowered */
    VEC(Pending) pending;
    VEC(Label)   labels;
    VEC(Target)  targets;
    bool       computed_goto;
};

/* ---- fence.c, order.c ---- */

/* What in a full expression is beyond the IR as a whole; NULL: all can be lowered (subexpressions that are to become
 * text have got their `reason`). */
const Reason *fence_expression(Lower *l, Node *full);
/* Why an initialiser's braces, a declared type, a statement cannot be lowered; NULL: they can. */
const Reason *fence_type(Lower *l, CXType type, Node *at);
const Reason *lower_check(Lower *l, Node *full);   /* fence_expression, then order_check */
const Reason *fence_statement(Lower *l, Node *statement);
bool          fence_leaves(const Node *node);     /* whether a return, break or continue in it leaves it */
/* What in a full expression C leaves open, or NULL. */
const Reason *order_check(Body *body, Node *full);
const Reason *reason_new(Front *front, Node *at, const char *id, const char *advice, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* ---- opaque.c ---- */

/* The statements first..last of one list as text, as they stand; an expression as text; `place = expression;`. */
Stmt       *opaque_statements(Lower *l, Node *first, Node *last, const Reason *reason);
const Expr *opaque_value(Lower *l, Node *expression, const Type *type, const Reason *reason);
Stmt       *opaque_initialise(Lower *l, Var *var, Node *list, const Reason *reason);
/* Whether the text of the node is its own: not that of a macro's use which makes more than the node. */
bool        opaque_is_exact(Front *front, Node *node);
Stmt       *opaque_assign(Lower *l, Var *var, Node *expression, const Reason *reason);

/* ---- value.c: expressions; into.c: where their values go ---- */

/* The value of an expression; what it does first is put into l->block. */
const Expr *lower_value(Lower *l, Node *node);
const Expr *lower_place(Lower *l, Node *node);
/* Lower for its effects only. */
void        lower_effect(Lower *l, Node *node);
/* place = node, without a temporary where that can be; loc: of the assignment. */
void        lower_into(Lower *l, const Expr *place, Node *node, Loc loc);
/* Whether a choice is made by an if: a branch does something, or the values are records. */
bool        lower_branches(const Node *choice, const Type *type);
void        lower_statement_expression(Lower *l, Node *node, const Expr *place);
/* Whether lower_into puts the value there directly: a call's result, what an if chooses. */
bool        lower_fills(Lower *l, Node *node, const Expr *place);
/* A full expression: checked, complete at its end.  The value stays what it is when its statements are done. */
const Expr *lower_full(Lower *l, Node *node);
void        lower_full_effect(Lower *l, Node *node);
void        lower_full_into(Lower *l, const Expr *place, Node *node);

const Expr *lower_convert(Lower *l, const Expr *value, const Type *to, Loc loc);
const Type *lower_type(Lower *l, Node *expression);
const Expr *lower_zero(Lower *l, const Type *type, Loc loc);
const Expr *lower_truth(Lower *l, const Expr *value);
Var        *lower_var(Lower *l, Symbol *symbol);
Block      *lower_enter(Lower *l);               /* a new block becomes l->block; returns the old one */
Block      *lower_leave(Lower *l, Block *outer); /* back to the old one; returns the block that ends */
OpKind      lower_operator(const Node *node);    /* of a BINARY or COMPOUND */
/* a op b, with the conversions that C makes. */
const Expr *lower_arithmetic(Lower *l, OpKind op, const Expr *a, const Expr *b, Loc loc);
void        lower_push(Lower *l, Stmt *stmt);
Var        *lower_temp(Lower *l, const char *name, const Type *type, Loc loc, const Expr *init);

/* ---- assign.c: assignments, and what waits ---- */

int         pending_mark(const Lower *l);
/* End an expression: what has waited since the mark is done.  The value is kept in a temporary if that changes it. */
const Expr *pending_settle(Lower *l, int mark, const Expr *value);
void        pending_forget(Lower *l, int mark);  /* the function returns: changes of its variables are lost */
void        pending_call(Lower *l, int mark, const Expr *place, const Expr **args, int count);
void        assign_emit(Lower *l, const Expr *place, const Expr *value, Loc loc);
const Expr *assign_value(Lower *l, Node *node);  /* ASSIGN, COMPOUND: done; the value is what the place now holds */
const Expr *assign_step(Lower *l, Node *node);
void        assign_effect(Lower *l, Node *node); /* ASSIGN, COMPOUND, STEP */

/* ---- pragmas.c ---- */

/* What a pragma before the loop asks for, or NULL: to be called before the loop is lowered … */
const Checkpoint *pragmas_checkpoint(Lower *l, Node *loop);
/* … and behind it, to note it at the loop that has been made. */
void pragmas_attach(Lower *l, const Checkpoint *checkpoint);
/* Report the pragmas of the body's file that mean nothing, once. */
void pragmas_check(Front *front, CXCursor body);

/* ---- call.c ---- */

const Expr *call_value(Lower *l, Node *node);
void        call_effect(Lower *l, Node *node, const Expr *place);
bool        call_fills(Lower *l, Node *node, const Expr *place);   /* whether its result can go there directly */

/* ---- constant.c ---- */

const Expr *constant_literal(Lower *l, Node *node);                /* INT CHAR REAL STRING, an enum's REF */
const Expr *constant_named(Lower *l, Node *node);                  /* NULL, INFINITY, NAN by name; else NULL */
bool        constant_has_digits(Lower *l, Node *node);             /* whether a REAL stands somewhere as it is */
bool        constant_integer(const Expr *e, long long *value);
/* The size of a type, the same wherever adgen runs; `record`: that of the record it may be made of, or -1: not known. */
bool        constant_size(const Type *type, long long record, long long *size);
bool        constant_is(const Expr *e);
/* What libclang computes of a literal, a size or an offset. */
bool        constant_evaluate(CXCursor cursor, long long *value);

/* Of __builtin_choose_expr(constant, a, b), which of its children it stands for; -1: it is something else. */
int         constant_choice(Front *front, CXCursor cursor, const CXCursor *kids, int count);
const Expr *constant_int(Lower *l, Node *node, long long value, const char *text, Item *item);
/* The characters where the cursor's first token was really written, in a macro's body or argument if need be, to the
 * end of the file; NULL for what no file holds. */
const char *constant_spelling(Front *front, CXCursor cursor, size_t *room);

/* ---- sizes.c ---- */

const Expr *size_value(Lower *l, Node *node);                      /* sizeof, _Alignof; NULL: beyond the IR */
const Expr *size_offset(Lower *l, Node *node);                     /* offsetof */

/* ---- init.c ---- */

void        init_declare(Lower *l, Var *var, Node *initialiser, Loc loc);
const Type *init_assignable(Program *p, const Type *type);         /* of an object whose parts are assigned one by one */
const Expr *init_literal(Lower *l, Node *node);                    /* a compound literal's object */
const Expr *init_constant(Lower *l, Node *node, const Type *type); /* of a global; NULL: not made of constants */

/* ---- rings.c ---- */

/* Before and behind the lowering of a loop.  The loop has been pushed when its ring closes: what left it for an outer one
 * then goes on. */
Ring *ring_open(Lower *l);
void  ring_close(Lower *l, Loc loc);
Way   ring_way(const Lower *l, bool on, const char *name);   /* a way to the innermost ring */
void  ring_jump(Lower *l, Way way, Loc loc);

/* ---- hoist.c: variables whose scope becomes wider, since jumps enter or leave it ---- */

/* Whether all that is declared can be declared without its value, which is assigned later. */
bool  hoist_can(Lower *l, const Node *decls);
void  hoist_declare(Lower *l, Node *decl);
void  hoist_assign(Lower *l, Node *decl);

/* ---- jumps.c, machine.c: goto and labels ---- */

void  jumps_find(Lower *l, const Node *node);       /* the labels of a body */
void  jumps_lower(Lower *l, Node *list);            /* a list of statements */
/* A statement of which one part jumps into another; false: there is none such. */
bool  jumps_split(Lower *l, Node *node);
void  jumps_goto(Lower *l, Node *node);
bool  jumps_are_known(const Lower *l, const Node *node);   /* whether it has gotos only, which leave it for known labels */
/* Whether a goto in the node leaves it; whether gotos and labels that are to be lowered still are in the nodes numbered
 * first … last and outside of them. */
bool  jumps_leave(const Lower *l, const Node *node);
bool  jumps_cross(const Lower *l, int first, int last);
void  jumps_text(Lower *l, Node *first, Node *last);
const Target *jumps_target(const Lower *l, const char *name);
bool  jumps_span(const Label *label, const Node *node);    /* whether the label and all its gotos are in the node */
/* The statements first … last of a list as a machine; false: that cannot be, and nothing is done. */
bool  machine_lower(Lower *l, Node *list, int first, int last);

/* ---- stmt.c, loops.c ---- */

void   lower_statement(Lower *l, Node *node);
Block *lower_block(Lower *l, Node *node);        /* a statement as a block of its own */
void   lower_declaration(Lower *l, Node *decls);
void   lower_for(Lower *l, Node *node);
bool   lower_switch(Lower *l, Node *node);       /* false: it has to be a machine or text */
/* Whether reals are at work, or what may lead to them, or functions that touch more than they are given: no text. */
bool   lower_matters(const Lower *l, Node *node);
bool   lower_switch_matters(const Lower *l, Node *node);         /* whether it may not stand as it is */
/* What evaluating a condition does first, and its value; NULL: always true. */
Block *lower_condition(Lower *l, Node *cond, const Expr **value);
void   lower_while(Lower *l, Node *node);
void   lower_do(Lower *l, Node *node);

#endif
