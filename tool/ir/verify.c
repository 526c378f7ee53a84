#include <stdarg.h>
#include <stdio.h>

#include "check.h"
#include "ir/dump.h"
#include "ir/walk.h"

/*
 * ir_verify_func - hold a function to the IR's rules.
 *
 * One walk in the order of execution.  Each variable of the function is unknown, in scope, or gone; a stack holds what
 * the open blocks have declared.  The counted loops that are open are a list: what is assigned must be neither the
 * variable of one of them nor what its bound reads.
 *
 * Keeps: the IR unchanged.   The first violation ends the walk.
 */

typedef enum Scope { UNKNOWN, IN_SCOPE, GONE } Scope;

typedef struct OpenFor {
    const Stmt           *loop;
    const struct OpenFor *outer;
} OpenFor;

typedef struct Verifier {
    const Program *program;
    const Func    *func;
    Arena         *arena;
    Scope         *scopes;      /* by a variable's id */
    VEC(int)       declared;    /* ids in the order of their declaration: a stack of open blocks */
    const OpenFor *fors;
    int            loops;       /* open ones that BREAK may leave */
    bool           no_return;   /* in the head or step of a loop */
    Loc            loc;
    bool           failed;
    char          *why;
    size_t         room;
} Verifier;

static void fail(Verifier *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void fail(Verifier *v, const char *format, ...)
{
    if (v->failed)
        return;
    v->failed = true;
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(v->arena, format, args);
    va_end(args);
    snprintf(v->why, v->room, "%s:%u:%u: in '%s': %s", loc_file(v->loc) ? loc_file(v->loc) : "?", v->loc.line, v->loc.column,
             v->func->name, message);
}

static void require(Verifier *v, const char *wrong, const Expr *e)
{
    if (!wrong || v->failed)
        return;
    Text text = {0};
    if (e)
        ir_dump_expr(&text, e);
    fail(v, "%s%s%.200s", wrong, e ? ": " : "", text_cstr(&text));
    text_free(&text);
}

/* ---- Variables ---- */

static bool is_own(const Verifier *v, const Var *var)
{
    return var->id >= 0 && var->id < v->func->vars.count && v->func->vars.items[var->id] == var;
}

static void check_var(Verifier *v, const Var *var)
{
    if (!var) {
        fail(v, "a variable is missing");
    } else if (var->kind == VAR_GLOBAL) {
        bool known = var->id >= 0 && var->id < v->program->globals.count && v->program->globals.items[var->id] == var;
        if (!known)
            fail(v, "the global '%s' is not the program's", var->name);
    } else if (!is_own(v, var)) {
        fail(v, "the variable '%s' (%d) is another function's", var->name, var->id);
    } else if (v->scopes[var->id] != IN_SCOPE) {
        fail(v, "the variable '%s' (%d) is used %s", var->name, var->id,
             v->scopes[var->id] == GONE ? "after its scope" : "before its declaration");
    }
}

static void declare(Verifier *v, const Var *var)
{
    if (!var || var->kind == VAR_GLOBAL || !is_own(v, var)) {
        fail(v, "the declared variable '%s' is not the function's", var ? var->name : "?");
    } else if (v->scopes[var->id] != UNKNOWN) {
        fail(v, "the variable '%s' (%d) is declared twice", var->name, var->id);
    } else {
        v->scopes[var->id] = IN_SCOPE;
        VEC_PUSH(v->arena, &v->declared, var->id);
    }
}

static void close_scope(Verifier *v, int mark)
{
    while (v->declared.count > mark)
        v->scopes[v->declared.items[--v->declared.count]] = GONE;
}

static void check_vars(Verifier *v)
{
    const Func *func = v->func;
    for (int i = 0; i < func->vars.count; i++) {
        const Var *var = func->vars.items[i];
        if (!var || !var->name || !var->type || var->id != i)
            fail(v, "variable number %d is broken", i);
    }
    for (int i = 0; i < func->params.count; i++) {
        if (func->params.items[i] && func->params.items[i]->kind != VAR_PARAM)
            fail(v, "the parameter '%s' is of another kind", func->params.items[i]->name);
        declare(v, func->params.items[i]);
    }
}

/* ---- Expressions ---- */

static void check_opaque_var(void *data, Var *var)
{
    check_var(data, var);
}

static void check_opaque(Verifier *v, const Opaque *opaque)
{
    if (!opaque || opaque->texts.count != opaque->vars.count + 1) {
        fail(v, "opaque text and its holes do not match");
        return;
    }
    ir_visit_opaque(opaque, check_opaque_var, v);
}

/* The type that the operator gives its result, where it is that of something else. */
static const Type *implied_type(const Expr *e)
{
    switch (e->op) {
    case OP_VAR:    return e->u.var->type;
    case OP_DEREF:
    case OP_INDEX:  return type_elem(e->args[0]->type);
    case OP_FIELD:  return e->u.field->type;
    case OP_CALL:   return e->u.callee->result;
    case OP_SELECT: return e->args[1]->type;
    case OP_PTRADD:
    case OP_NEG:
    case OP_BITNOT: return e->args[0]->type;
    default:
        return e->op >= OP_ADD && e->op <= OP_XOR ? e->args[0]->type : NULL;
    }
}

static void check_type(Verifier *v, const Expr *e)
{
    const Type *implied = implied_type(e);
    if (implied && !type_same(e->type, implied))
        require(v, "an expression is of another type than its operator gives it", e);
    if (op_info[e->op].flags & OPF_COMPARE && !type_is_integer(e->type))
        require(v, "a comparison is no integer", e);
    if ((e->op == OP_ADDR || e->op == OP_DECAY) && !type_is_pointer(e->type))
        require(v, "an address is no pointer", e);
}

static void check_node(Verifier *v, const Expr *e)
{
    switch (e->op) {
    case OP_INT:    require(v, type_is_integer(e->type) ? NULL : "an integer of another type", e); break;
    case OP_REAL:   require(v, type_is_real(e->type) ? NULL : "a real of another type", e); break;
    case OP_VAR:    check_var(v, e->u.var); break;
    case OP_OPAQUE: check_opaque(v, e->u.opaque); break;
    case OP_FIELD:  require(v, check_field(e->args[0], e->u.field), e); break;
    case OP_CAST:   require(v, check_cast(e->type, e->args[0]), e); break;
    case OP_CALL:   require(v, check_call(e->u.callee, e->args, e->count), e); break;
    case OP_INIT:   require(v, "a list of initialisers inside an expression", e); break;
    default:        require(v, check_args(e->op, e->args), e); break;
    }
}

/* That no address is taken of what passes take for a register. */
static void check_address(Verifier *v, const Expr *e)
{
    const Var *root = e->op == OP_ADDR || e->op == OP_DECAY ? ir_root_var(e->args[0]) : NULL;
    if (root && root->kind != VAR_GLOBAL && root->is_register && type_is_scalar(root->type))
        require(v, "the address of a register is taken (was ir_mark_registers called?)", e);
}

static void check_expr(Verifier *v, const Expr *e)
{
    if (!e || (unsigned)e->op >= OP_COUNT || !e->type) {
        fail(v, "an expression is missing or broken");
        return;
    }
    int arity = op_info[e->op].arity;
    if (arity >= 0 && e->count != arity) {
        fail(v, "'%s' has %d arguments", op_info[e->op].text, e->count);
        return;
    }
    for (int i = 0; i < e->count && !v->failed; i++)
        check_expr(v, e->args[i]);
    if (!v->failed && e->parts != ir_parts(e))
        fail(v, "'%s' does not say what is in it", op_info[e->op].text);
    if (!v->failed)
        check_node(v, e);
    if (!v->failed)
        check_type(v, e);
    if (!v->failed)
        check_address(v, e);
}

static void check_optional(Verifier *v, const Expr *e)
{
    if (e)
        check_expr(v, e);
}

/* ---- What is written ---- */

typedef struct Conflict {
    const Expr *written;
    bool        found;
} Conflict;

/* Whether the place holds the other one: is it, or is what the other is a part of. */
static bool holds_place(const Expr *whole, const Expr *part)
{
    for (;;) {
        if (ir_same(whole, part))
            return true;
        bool inside = part->op == OP_FIELD || (part->op == OP_INDEX && part->args[0]->type->kind == TYPE_ARRAY);
        if (!inside)
            return false;
        part = part->args[0];
    }
}

static void find_conflict(void *data, const Expr *e)
{
    Conflict *c = data;
    if (op_info[e->op].flags & OPF_PLACE && holds_place(c->written, e))
        c->found = true;
}

static void check_written(Verifier *v, const Expr *place)
{
    for (const OpenFor *open = v->fors; open && !v->failed; open = open->outer) {
        if (place->op == OP_VAR && place->u.var == open->loop->u.loop_for.var)
            require(v, "the variable of a counted loop is assigned in its body", place);
        Conflict c = {place, false};
        ir_visit_expr(open->loop->u.loop_for.to, find_conflict, &c);
        if (c.found)
            require(v, "what the bound of a counted loop reads is assigned in its body", place);
    }
}

static void check_written_var(Verifier *v, const Var *var)
{
    for (const OpenFor *open = v->fors; open; open = open->outer) {
        if (var == open->loop->u.loop_for.var)
            fail(v, "the variable '%s' of a counted loop is written in its body", var->name);
        if (ir_mentions(open->loop->u.loop_for.to, var))
            fail(v, "the bound of a counted loop reads '%s', which is written in its body", var->name);
    }
}

/* ---- Statements ---- */

static void check_block(Verifier *v, const Block *block);
static void check_stmts(Verifier *v, const Block *block);

static void check_lengths(Verifier *v, const Type *type)
{
    for (; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER; type = type_elem(type)) {
        if (type->kind == TYPE_ARRAY)
            check_optional(v, type->u.array.length);
    }
}

/* The initial value is evaluated before the variable is there. */
static void check_declaration(Verifier *v, const Stmt *s)
{
    const Var  *var = s->u.decl.var;
    const Expr *init = s->u.decl.init;
    if (!var) {
        fail(v, "a declaration of nothing");
        return;
    }
    check_lengths(v, var->type);
    if (init && init->op == OP_INIT) {
        for (int i = 0; i < init->count; i++) {
            if (init->args[i] && init->args[i]->op != OP_INIT)
                check_expr(v, init->args[i]);
        }
    } else {
        check_optional(v, init);
    }
    if (!v->failed)
        require(v, check_decl(var, init), init);
    declare(v, var);
}

static void check_assignment(Verifier *v, const Stmt *s)
{
    check_expr(v, s->u.assign.value);
    check_expr(v, s->u.assign.place);
    if (!v->failed)
        require(v, check_assign(s->u.assign.place, s->u.assign.value->type), s->u.assign.place);
    if (!v->failed)
        check_written(v, s->u.assign.place);
}

static void check_call_stmt(Verifier *v, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    if (!s->u.call.callee) {
        fail(v, "a call of nothing");
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        check_expr(v, s->u.call.args[i]);
    check_optional(v, place);
    if (v->failed)
        return;
    require(v, check_call(s->u.call.callee, s->u.call.args, s->u.call.count), place);
    if (place) {
        require(v, check_result(place, s->u.call.callee->result), place);
        check_written(v, place);
    }
}

static void check_condition(Verifier *v, const Expr *cond)
{
    check_expr(v, cond);
    if (!v->failed)
        require(v, check_cond(cond), cond);
}

static void check_checkpoint(Verifier *v, const Stmt *loop)
{
    if (!loop->checkpoint || !loop->checkpoint->count)
        return;
    check_expr(v, loop->checkpoint->count);
    if (!v->failed && !type_is_integer(loop->checkpoint->count->type))
        fail(v, "the number of a loop's checkpoints is no integer");
}

static void check_counted_loop(Verifier *v, const Stmt *s)
{
    const Var *var = s->u.loop_for.var;
    check_checkpoint(v, s);
    check_expr(v, s->u.loop_for.from);
    check_expr(v, s->u.loop_for.to);
    int mark = v->declared.count;
    if (s->u.loop_for.declares)
        declare(v, var);
    else
        check_var(v, var);
    if (v->failed)
        return;
    require(v, check_for(var, s->u.loop_for.from, s->u.loop_for.to, s->u.loop_for.relation, s->u.loop_for.step),
            s->u.loop_for.to);
    check_written_var(v, var);
    if (ir_mentions(s->u.loop_for.to, var))
        fail(v, "the bound of a counted loop reads its variable '%s'", var->name);
    OpenFor open = {s, v->fors};
    v->fors = &open;
    v->loops++;
    check_block(v, s->u.loop_for.body);
    v->loops--;
    v->fors = open.outer;
    close_scope(v, mark);
}

/* A head or step, whose declarations stay in scope until the caller closes it; no jump leaves it. */
static void check_part(Verifier *v, const Block *block)
{
    int  loops = v->loops;
    bool no_return = v->no_return;
    v->loops = 0;
    v->no_return = true;
    check_stmts(v, block);
    v->loops = loops;
    v->no_return = no_return;
}

static void check_loop_body(Verifier *v, const Block *body)
{
    v->loops++;
    check_block(v, body);
    v->loops--;
}

/* What the head declares, the condition and all that comes after it see; what the body declares, only the body. */
static void check_loop(Verifier *v, const Stmt *s)
{
    int mark = v->declared.count;
    check_checkpoint(v, s);
    if (s->u.loop.at_end)
        check_loop_body(v, s->u.loop.body);
    check_part(v, s->u.loop.head);
    if (s->u.loop.cond && !v->failed)
        check_condition(v, s->u.loop.cond);
    if (!s->u.loop.at_end)
        check_loop_body(v, s->u.loop.body);
    check_part(v, s->u.loop.step);
    close_scope(v, mark);
}

static void check_jump(Verifier *v, const char *what)
{
    if (v->loops == 0)
        fail(v, "a %s outside a loop, or in the head or step of one", what);
}

static void check_return(Verifier *v, const Expr *result)
{
    const Type *type = v->func->result;
    check_optional(v, result);
    if (v->no_return)
        fail(v, "a return in the head or step of a loop");
    else if (!result != (type->kind == TYPE_VOID))
        fail(v, "a return %s a value", result ? "with" : "without");
    else if (result && !v->failed && !type_same(result->type, type))
        require(v, "what is returned is of another type than the function", result);
}

static void check_opaque_stmt(Verifier *v, const Opaque *opaque)
{
    check_opaque(v, opaque);
    for (int i = 0; !v->failed && i < opaque->writes.count; i++)
        check_written_var(v, opaque->writes.items[i]);
}

static void check_stmt(Verifier *v, const Stmt *s)
{
    v->loc = s->loc;
    switch (s->kind) {
    case STMT_DECL:     check_declaration(v, s); return;
    case STMT_ASSIGN:   check_assignment(v, s); return;
    case STMT_CALL:     check_call_stmt(v, s); return;
    case STMT_IF:
        check_condition(v, s->u.branch.cond);
        check_block(v, s->u.branch.then);
        check_block(v, s->u.branch.other);
        return;
    case STMT_FOR:      check_counted_loop(v, s); return;
    case STMT_LOOP:     check_loop(v, s); return;
    case STMT_BLOCK:    check_block(v, s->u.block); return;
    case STMT_BREAK:    check_jump(v, "break"); return;
    case STMT_CONTINUE: check_jump(v, "continue"); return;
    case STMT_RETURN:   check_return(v, s->u.result); return;
    case STMT_OPAQUE:   check_opaque_stmt(v, s->u.opaque); return;
    case STMT_COMMENT:  return;
    }
    fail(v, "a statement of no kind");
}

static void check_stmts(Verifier *v, const Block *block)
{
    if (!block) {
        fail(v, "a block is missing");
        return;
    }
    for (int i = 0; i < block->stmts.count && !v->failed; i++) {
        if (block->stmts.items[i])
            check_stmt(v, block->stmts.items[i]);
        else
            fail(v, "a statement is missing");
    }
}

static void check_block(Verifier *v, const Block *block)
{
    int mark = v->declared.count;
    check_stmts(v, block);
    close_scope(v, mark);
}

bool ir_verify_func(const Program *program, const Func *func, char *why, unsigned long room)
{
    Verifier v = {.program = program, .func = func, .loc = func->loc, .why = why, .room = room};
    v.arena = arena_new();
    v.scopes = ARENA_ARRAY(v.arena, Scope, func->vars.count + 1);
    if (!func->result)
        fail(&v, "the function has no result type");
    check_vars(&v);
    if (func->body && !v.failed)
        check_block(&v, func->body);
    arena_free(v.arena);
    return !v.failed;
}

void ir_verify(const Program *program, const char *stage)
{
    char why[600];
    for (int i = 0; i < program->funcs.count; i++) {
        if (!ir_verify_func(program, program->funcs.items[i], why, sizeof why))
            BUG("after %s: %s", stage, why);
    }
}
