#ifndef ADGEN_IR_BUILD_H
#define ADGEN_IR_BUILD_H

#include "ir/ir.h"

/* Builders.  They check their arguments' types (ENSURE) and simplify nothing, except where said. */

const Expr *ir_int(Program *p, Loc loc, const Type *type, long long value);
const Expr *ir_real(Program *p, Loc loc, const Type *type, long double value);
/* As the user spelled them, and what declares that; both may be NULL. */
const Expr *ir_spelled_int(Program *p, Loc loc, const Type *type, long long value, const char *text, Item *item);
const Expr *ir_spelled_real(Program *p, Loc loc, const Type *type, long double value, const char *text, Item *item);
const Expr *ir_zero(Program *p, Loc loc, const Type *type);   /* 0, a null pointer; of an array or record {0} */
const Expr *ir_string(Program *p, Loc loc, const char *literal);                /* of type char * */
const Expr *ir_sizeof(Program *p, Loc loc, const Type *type, const Type *of);   /* type: size_t */
const Expr *ir_var(Program *p, Loc loc, Var *var);
const Expr *ir_func(Program *p, Loc loc, Func *func);
const Expr *ir_deref(Program *p, Loc loc, const Expr *pointer);                 /* of ADDR(x): x itself */
const Expr *ir_index(Program *p, Loc loc, const Expr *base, const Expr *index); /* base DECAY(a): a[index] itself */
const Expr *ir_field(Program *p, Loc loc, const Expr *record, const Field *field);
const Expr *ir_addr(Program *p, Loc loc, const Expr *place);                    /* of DEREF(q): q itself */
const Expr *ir_decay(Program *p, Loc loc, const Expr *array);
const Expr *ir_ptradd(Program *p, Loc loc, const Expr *pointer, const Expr *offset);
const Expr *ir_ptrdiff(Program *p, Loc loc, const Expr *a, const Expr *b);
const Expr *ir_cast(Program *p, Loc loc, const Type *to, const Expr *value, bool implicit); /* to the same type: value */
const Expr *ir_unary(Program *p, Loc loc, OpKind op, const Expr *a);            /* NEG BITNOT NOT: typed from a */
const Expr *ir_binary(Program *p, Loc loc, OpKind op, const Expr *a, const Expr *b); /* type of a; int for comparisons */
const Expr *ir_plus(Program *p, const Expr *e, long long n);      /* e + n, e - n; e where n is 0 */
const Expr *ir_and(Program *p, const Expr *all, const Expr *more); /* all && more; more where all is NULL */
const Expr *ir_runs(Program *p, const Stmt *loop);                 /* whether a FOR has iterations */
const Expr *ir_select(Program *p, Loc loc, const Expr *cond, const Expr *a, const Expr *b);
const Expr *ir_call(Program *p, Loc loc, Func *callee, const Expr *const *args, int count);
const Expr *ir_init(Program *p, Loc loc, const Type *type, const Expr *const *args, int count);
const Expr *ir_opaque(Program *p, Loc loc, const Type *type, Opaque *opaque);
const Expr *ir_with_args(Program *p, const Expr *e, const Expr *const *args);   /* e with other arguments; e if equal */
const Expr *ir_with_type(Program *p, const Expr *e, const Type *type);          /* e with a type that is not the usual one */

/* A copy of the statement itself; what is inside it is shared. */
Stmt *ir_copy_stmt(Program *p, const Stmt *s);
/* Overwrite the statement with another one, which has no more memory (ir.h). */
void ir_become(Stmt *s, const Stmt *other);

Stmt *ir_decl(Program *p, Loc loc, Var *var, const Expr *init);
Stmt *ir_assign(Program *p, Loc loc, const Expr *place, const Expr *value);
Stmt *ir_call_stmt(Program *p, Loc loc, const Expr *place, Func *callee, const Expr *const *args, int count);
Stmt *ir_if(Program *p, Loc loc, const Expr *cond, Block *then, Block *other);   /* other NULL: an empty block */
Stmt *ir_for(Program *p, Loc loc, Var *var, bool declares, const Expr *from, Relation relation, const Expr *to,
             long long step, Block *body);
Stmt *ir_loop(Program *p, Loc loc, Block *head, const Expr *cond, Block *body, Block *step, bool at_end);
Stmt *ir_block_stmt(Program *p, Loc loc, Block *block);
Stmt *ir_jump(Program *p, Loc loc, StmtKind kind);                               /* BREAK, CONTINUE */
Stmt *ir_return(Program *p, Loc loc, const Expr *value);
Stmt *ir_opaque_stmt(Program *p, Loc loc, Opaque *opaque);
Stmt *ir_comment(Program *p, const char *text);

Block *ir_block(Program *p);
Block *ir_block_for(Program *p, const Block *other);                /* an empty one, with room for as many as the other has */
void   ir_push(Program *p, Block *block, Stmt *stmt);
void   ir_append(Program *p, Block *block, const Block *more);                   /* shares the statements */
void   ir_pour(Program *p, Block *block, Block *from);                           /* the same; `from` is left empty */

/* A new variable of a function, kept in func->vars (the caller puts a parameter into func->params too); is_register is
 * set. */
Var  *ir_new_var(Program *p, Func *func, VarKind kind, const char *name, const Type *type, Loc loc);
Var  *ir_new_global(Program *p, const char *name, const Type *type, Loc loc);
/* A function of the program by name, or NULL; a library function, made where it is not yet known (header: the
 * include that declares it, such as "math.h"). */
Func *ir_find_func(const Program *p, const char *name);
Func *ir_library_func(Program *p, const char *name, const char *header, const Type *result,
                      const Type *const *params, int count);
Func *ir_new_func(Program *p, const char *name, const Type *result, Loc loc);
/* What a call through a pointer calls: the pointer is its first parameter.  Not in the program's list. */
Func *ir_indirect_func(Program *p, const Type *pointer, Loc loc);
/* The item for #include <header>, made (order -1, before all others) where the source does not include it. */
Item *ir_system_include(Program *p, const char *header);

#endif
