#include "callee.h"
#include "parts.h"
#include "rules/blas.h"
#include "share.h"

/*
 * inline_calls - put the bodies of functions that may touch active data in the place of their calls.
 *
 * A callee is prepared once, its own calls first; calls of recursive functions stay.  Each call gets a copy with new
 * variables.
 * A parameter becomes a local variable that the argument initialises, or gives way to the argument.
 *
 * Requires: verified IR, the function's own; jumps at tails (exits_to_tails).   Keeps: its meaning, jumps at tails.
 */

enum { MAX_STMTS = 1000000 };  /* of all that is put in; beyond, the program is refused */

typedef struct Inline {
    Program *p;
    Func    *root;               /* what is prepared, for messages */
    Diag    *diag;
    Map     *callees;            /* Func to Callee */
    Map     *touches;            /* callee_touches_reals knows */
    Map     *counts;             /* share_count; NULL: whatever can be inlined is */
    Map     *recursive;          /* Func to itself where it is recursive, to the map where it is not */
    long     stmts;              /* put in so far */
} Inline;

static void inline_block(Inline *in, Func *into, Block *block);

static bool is_recursive(const Inline *in, Func *func)
{
    if (!map_get(in->recursive, func))
        map_put(in->recursive, func, normal_is_recursive(func) ? (void *)func : (void *)in->recursive);
    return map_get(in->recursive, func) == func;
}

static const Callee *prepared(Inline *in, const Func *func);

static bool is_wanted(Inline *in, const Stmt *call)
{
    Func *func = call->u.call.callee;
    if (!func->body || func->is_library || func->is_outline || func->no_derivative || func->variadic || func_is_given(func) || func->parts)
        return false;
    if (!callee_touches_reals(call, in->touches) || is_recursive(in, func))
        return false;
    if (func_is_derived(func) && (blas_is_zero_test(func->name) || (in->counts && blas_is_helper(func->name))))
        return false;                       /* linear algebra reads better by its name, and tests for zero are known by it */
    return !in->counts || !share_pays(in->counts, func, prepared(in, func)->stmts);
}

/* The function in the form that copies are made of. */
static const Callee *prepared(Inline *in, const Func *func)
{
    Callee *callee = map_get(in->callees, func);
    if (callee)
        return callee;
    Func *copy = copy_func(in->p, func);
    exits_to_tails(in->p, copy);
    ir_mark_registers(copy);
    inline_block(in, copy, copy->body);
    callee = callee_study(in->p, copy);
    map_put(in->callees, func, callee);
    return callee;
}

/* ---- One call ---- */

static void bind_params(Inline *in, Func *into, const Callee *callee, const Stmt *call, Map *map, Block *out)
{
    Program *p = in->p;
    for (int i = 0; i < callee->func->params.count; i++) {
        Var        *param = callee->func->params.items[i];
        const Expr *arg = call->u.call.args[i];
        if (callee_ignores(callee, param))
            continue;
        if (callee_takes(callee, param, arg)) {
            map_put(map, param, (void *)arg);
            continue;
        }
        Var *local = copy_var(p, into, param, normal_copy_type(p, into, param->type, map));
        map_put(map, param, (void *)ir_var(p, call->loc, local));
        ir_push(p, out, ir_decl(p, call->loc, local, arg));
    }
}

/* The RETURN at the end of the callee, or NULL. */
static const Stmt *last_return(const Block *body)
{
    const Stmt *last = body->stmts.count ? body->stmts.items[body->stmts.count - 1] : NULL;
    return last && last->kind == STMT_RETURN ? last : NULL;
}

static bool mentions_substituted(const Callee *callee, const Map *map, const Var *var)
{
    for (int i = 0; i < callee->func->params.count; i++) {
        const Expr *bound = map_get(map, callee->func->params.items[i]);
        if (bound && ir_mentions(bound, var))
            return true;
    }
    return false;
}

/* Whether the variable that several returns have set may be the one that the call sets. */
static bool may_be_result(const Callee *callee, const Stmt *call, const Map *map, const Expr *result)
{
    const Expr *place = call->u.call.place;
    if (!place || place->op != OP_VAR || result->op != OP_VAR || result->u.var->kind != VAR_TEMP)
        return false;
    const Var *to = place->u.var;
    if (to->kind == VAR_GLOBAL || !to->is_register || !type_is_scalar(to->type) || !result->u.var->is_register)
        return false;
    return to->type->canon == result->type->canon && !mentions_substituted(callee, map, to);
}

/* `result = init` for the declaration of what is now another variable; nothing where there is no initial value. */
static void put_result_decl(Program *p, const Stmt *decl, const Expr *place, Block *out)
{
    if (decl->u.decl.init)
        ir_push(p, out, ir_assign(p, decl->loc, place, decl->u.decl.init));
}

static void put_body(Inline *in, const Block *body, const Expr *result, Block *out)
{
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];
        if (result && s->kind == STMT_DECL && s->u.decl.var == result->u.var)
            put_result_decl(in->p, s, result, out);
        else if (s->kind != STMT_RETURN)
            ir_push(in->p, out, s);
    }
}

static void inline_call(Inline *in, Func *into, const Callee *callee, const Stmt *call, Block *out)
{
    Program    *p = in->p;
    const Expr *place = call->u.call.place;
    Map        *map = map_new(p->arena);
    bind_params(in, into, callee, call, map, out);
    const Stmt *ret = last_return(callee->func->body);
    bool        direct = ret && ret->u.result && may_be_result(callee, call, map, ret->u.result);
    if (direct)
        map_put(map, ret->u.result->u.var, (void *)place);
    Block *body = normal_copy_body(p, into, callee->func->body, map);
    put_body(in, body, direct ? place : NULL, out);
    if (place && ret && !direct) {
        const Expr *value = last_return(body)->u.result;  /* a void * goes into any pointer */
        ir_push(p, out, ir_assign(p, call->loc, place, ir_cast(p, call->loc, place->type, value, true)));
    }
}

/* Whether there is room for another copy; if not, that is reported. */
static bool has_room(Inline *in, const Callee *callee, const Stmt *call)
{
    in->stmts += callee->stmts;
    if (in->stmts <= MAX_STMTS)
        return true;
    diag_error(in->diag, call->loc, "adgen-size", "'%s' calls so many functions within functions that putting them in "
               "their places makes more than %d statements", in->root->name, MAX_STMTS);
    return false;
}

/* ---- The walk ---- */

static void inline_stmt(Inline *in, Func *into, Stmt *s, Block *out)
{
    if (s->kind == STMT_CALL && is_wanted(in, s)) {
        const Callee *callee = prepared(in, s->u.call.callee);
        if (has_room(in, callee, s)) {
            inline_call(in, into, callee, s, out);
            return;
        }
    }
    Block *inner[3];
    int    count = ir_stmt_blocks(s, inner);
    for (int i = 0; i < count; i++)
        inline_block(in, into, inner[i]);
    ir_push(in->p, out, s);
}

static void inline_block(Inline *in, Func *into, Block *block)
{
    Block *out = ir_block_for(in->p, block);
    for (int i = 0; i < block->stmts.count; i++)
        inline_stmt(in, into, block->stmts.items[i], out);
    *block = *out;
}

void inline_calls(Program *p, Func *func, bool share, Diag *diag)
{
    Inline in = {.p = p, .root = func, .diag = diag, .callees = map_new(p->arena), .touches = map_new(p->arena),
                 .recursive = map_new(p->arena), .counts = share ? share_count(p->arena, func) : NULL};
    inline_block(&in, func, func->body);
}
