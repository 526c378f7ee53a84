#ifndef ADGEN_IR_WALK_H
#define ADGEN_IR_WALK_H

#include "ir/ir.h"

/* Whether two expressions are the same: operators, constants' values, variables, fields (not locations, not spelling). */
bool ir_same(const Expr *a, const Expr *b);

/* A number that is the same for expressions that are the same; that of a node alone, to be mixed with its arguments'. */
unsigned ir_hash(const Expr *e);
unsigned ir_hash_node(const Expr *e);
unsigned ir_hash_mix(unsigned hash, unsigned value);

/* The PART_ bits of e: its own and those of its arguments. */
unsigned char ir_parts(const Expr *e);

/* Call `visit` on e and every expression below it, arguments first. */
void ir_visit_expr(const Expr *e, void (*visit)(void *data, const Expr *e), void *data);

/* The expressions that a statement itself evaluates (not those of statements inside it); for the place of an
 * assignment `is_target` is true. Decl initialisers, FOR's from and to, LOOP's cond, the count of a loop's checkpoints
 * included, and the lengths of the variable-length arrays that a DECL's type evaluates. */
void ir_stmt_exprs(const Stmt *s, void (*visit)(void *data, const Expr *e, bool is_target), void *data);

/* Call `visit` on each of them and every expression below it, arguments first: of a statement / of a whole block. */
void ir_visit_stmt_exprs(const Stmt *s, void (*visit)(void *data, const Expr *e), void *data);
void ir_visit_block_exprs(const Block *b, void (*visit)(void *data, const Expr *e), void *data);

/* Call `visit` on every variable that opaque text names, writes, or reaches, once for each of its lists. */
void ir_visit_opaque(const Opaque *opaque, void (*visit)(void *data, Var *var), void *data);

/* Whether a statement of that kind stands in the block or in one inside it. */
bool ir_has_kind(const Block *b, StmtKind kind);

/* Whether a statement of that kind has nothing in it and goes on to the next: a declaration, an assignment, the return at the
 * end; and whether the list has no others. */
bool ir_is_plain(StmtKind kind);
bool ir_is_line(const Block *b);

/* Whether the statement stands in the list itself. */
bool ir_holds(const Block *b, const Stmt *s);

/* The place that an assignment, or the result of a call, is written to; NULL: there is none. */
const Expr *ir_target(const Stmt *s);

/* Whether it is a FOR whose body is not empty, and declares and assigns, nothing else. */
bool ir_only_assigns(const Stmt *s);

/* Whether the counter of a FOR goes toward the bound that it is compared with.  One that does not ends where it wraps
 * round, if at all. */
bool ir_meets_bound(const Stmt *loop);

/* Whether the call hands a function over, to qsort, say. */
bool ir_hands_function(const Stmt *call);

/* Whether e calls a function with a pointer, which may read whatever that leads to. */
bool ir_hands_pointer(const Expr *e);

/* Call `visit` on every statement of the block, outer before inner, in order; inner blocks follow. */
void ir_visit_stmts(const Block *b, void (*visit)(void *data, Stmt *s), void *data);

/* The same for one statement and what is inside it. */
void ir_visit_stmt(Stmt *s, void (*visit)(void *data, Stmt *s), void *data);

/* The blocks inside a statement, in the order in which they run; returns how many. */
int ir_stmt_blocks(const Stmt *s, Block *blocks[3]);

/* Rebuild e from below: `map` gets each node with mapped arguments and returns what replaces it (or the node). */
const Expr *ir_map_expr(Program *p, const Expr *e, const Expr *(*map)(void *data, const Expr *e), void *data);

/* The expression with a value wherever it has the part. */
const Expr *ir_with(Program *p, const Expr *e, const Expr *part, const Expr *value);

/* Replace every expression of a statement (its own, not of statements inside it) / of a whole block in place.
 * Not the lengths in the types of variables. */
void ir_map_stmt_exprs(Program *p, Stmt *s, const Expr *(*map)(void *data, const Expr *e), void *data);
void ir_map_block_exprs(Program *p, Block *b, const Expr *(*map)(void *data, const Expr *e), void *data);

/* Give every statement of the block to `replace`, inner ones first: what it pushes on `out` stands in its place where it
 * returns true.  True where any was replaced. */
bool ir_replace_stmts(Program *p, Block *b, bool (*replace)(void *data, Block *out, Stmt *s), void *data);

/* A deep copy of the statements (expressions are shared); variables stay the same. */
Block *ir_clone_block(Program *p, const Block *b);
Stmt  *ir_clone_stmt(Program *p, const Stmt *s);

/* Whether the expression reads the variable (its value, or its address through ADDR/DECAY). */
bool ir_mentions(const Expr *e, const Var *var);
/* The same of the expressions that the statement itself evaluates, targets included (ir_stmt_exprs). */
bool ir_stmt_mentions(const Stmt *s, const Var *var);
/* Whether the expression reads memory: anything but register variables and constants. */
bool ir_reads_memory(const Expr *e);
/* Whether it is arithmetic on literals alone: 1.0 / 3. */
bool ir_is_constant(const Expr *e);
/* The variable at the root of a place (x of x.a[i].b), or NULL where a pointer is followed on the way. */
Var *ir_root_var(const Expr *place);

/* The variable that a place begins at, also where pointers are followed on the way; NULL: there is none. */
Var *ir_base_var(const Expr *place);

/* Drop the declarations of registers that nothing mentions any more. */
void ir_drop_unused(Program *p, Arena *arena, Func *func);

/* Set is_register of every variable of the function: no ADDR or DECAY is taken of it and it is no array or record. */
void ir_mark_registers(Func *func);

/* Call `visit` on every variable whose address, or that of a part of it, the pointer value may be, as it is written. */
void ir_visit_addresses(const Expr *pointer, void (*visit)(void *data, Var *var), void *data);

/* Whether the expression is a variable that nothing but its name reaches. */
bool ir_is_register(const Expr *e);

/* The expression within all casts around it. */
const Expr *ir_uncast(const Expr *e);

/* Whether it is an integer that is written down, with a minus or without, and which: as the casts around it leave it. */
bool ir_integer(const Expr *e, long long *value);

/* Whether it is the integer 0, or a null pointer made of it. */
bool ir_is_null(const Expr *e);

/* The expression within conversions between integers that change no value, but for the sign: none to a narrower type. */
const Expr *ir_unwidened(const Expr *e);

/* Whether an initialiser, or a part of one, is nothing but zeros, none of them -0.0. */
bool ir_is_zero_init(const Expr *init);

/* The row of a matrix that a pointer begins in: beyond its end it would go on into the next row; or NULL. */
const Type *ir_row(const Expr *location);

#endif
