#include "parts.h"

/*
 * inline_calls - replace calls by the bodies of the functions called.
 *
 * Innermost first: a callee's own calls are inlined in the copy.  Recursion stays a call.  A parameter becomes a local
 * variable with the argument as its value; pointers_replace and the simplifier see through those that never change.
 */

typedef struct Inline {
    Program *p;
    Func    *into;
    VEC(const Func *) stack;     /* functions whose bodies are being put in */
} Inline;

static void inline_block(Inline *in, Block *block);

typedef struct Touch {
    bool reals;
} Touch;

static void inline_note_global(void *data, const Expr *e)
{
    Touch *touch = data;

    if (e->op == OP_VAR && e->u.var->kind == VAR_GLOBAL && type_holds_real(e->u.var->type, true) &&
        e->u.var->is_written)
        touch->reals = true;
}

static void inline_note_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, inline_note_global, data);
}

static void inline_note_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, inline_note_expr, data);
}

/* Whether a call may carry derivatives in or out. */
static bool inline_touches_reals(const Func *callee)
{
    Touch touch = {type_holds_real(callee->result, true)};

    for (int i = 0; i < callee->params.count; i++)
        touch.reals |= type_holds_real(callee->params.items[i]->type, true);
    if (!touch.reals)
        ir_visit_stmts(callee->body, inline_note_stmt, &touch);
    return touch.reals;
}

static bool inline_wanted(const Inline *in, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (callee->body == NULL || callee->is_library || callee->no_derivative || callee->variadic)
        return false;
    for (int i = 0; i < in->stack.count; i++)
        if (in->stack.items[i] == callee)
            return false;
    return inline_touches_reals(callee);
}

/* ---- the callee's returns ---- */

static bool inline_ends_in_return(const Block *body)
{
    int count = body->stmts.count;

    return count > 0 && body->stmts.items[count - 1]->kind == STMT_RETURN;
}

typedef struct Returns {
    int count;
} Returns;

static void inline_count_return(void *data, Stmt *s)
{
    Returns *returns = data;

    returns->count += s->kind == STMT_RETURN;
}

/* Bring the callee's copy into a form with one return at its end. */
static void inline_single_exit(Program *p, Func *copy)
{
    Returns returns = {0};

    ir_visit_stmts(copy->body, inline_count_return, &returns);
    if (returns.count == 0 || (returns.count == 1 && inline_ends_in_return(copy->body)))
        return;
    exits_to_tails(p, copy);
}

/* Parameters as declared variables, then the body, then what the call assigns. */
static void inline_call(Inline *in, Block *out, Stmt *s)
{
    Program    *p = in->p;
    const Func *callee = s->u.call.callee;
    Func       *copy = copy_func(p, callee);
    Map        *map = map_new(p->arena);
    Block      *body;
    const Expr *result = NULL;

    inline_single_exit(p, copy);
    for (int i = 0; i < copy->params.count; i++) {
        Var *param = copy->params.items[i];
        Var *local = ir_new_var(p, in->into, VAR_TEMP, param->name, type_unqualified(p, param->type), param->loc);

        local->inactive = param->inactive;
        map_put(map, param, local);
        ir_push(p, out, ir_decl(p, s->loc, local, s->u.call.args[i]));
    }
    body = copy_body(p, in->into, copy->body, map);
    if (inline_ends_in_return(body)) {
        body->stmts.count--;
        result = body->stmts.items[body->stmts.count]->u.result;
    }
    VEC_PUSH(p->arena, &in->stack, callee);
    inline_block(in, body);
    in->stack.count--;
    ir_append(p, out, body);
    if (s->u.call.place && result)
        ir_push(p, out, ir_assign(p, s->loc, s->u.call.place,
                                  ir_cast(p, s->loc, type_unqualified(p, s->u.call.place->type), result, true)));
}

static void inline_inside(Inline *in, Stmt *s)
{
    switch (s->kind) {
    case STMT_IF:
        inline_block(in, s->u.branch.then);
        inline_block(in, s->u.branch.other);
        break;
    case STMT_FOR:
        inline_block(in, s->u.loop_for.body);
        break;
    case STMT_LOOP:
        inline_block(in, s->u.loop.head);
        inline_block(in, s->u.loop.body);
        inline_block(in, s->u.loop.step);
        break;
    case STMT_BLOCK:
        inline_block(in, s->u.block);
        break;
    default:
        break;
    }
}

static void inline_block(Inline *in, Block *block)
{
    Block *out = ir_block(in->p);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        if (s->kind == STMT_CALL && inline_wanted(in, s)) {
            inline_call(in, out, s);
        } else {
            inline_inside(in, s);
            ir_push(in->p, out, s);
        }
    }
    *block = *out;
}

void inline_calls(Program *p, Func *func)
{
    Inline in = {.p = p, .into = func};
    Func  *self = ir_find_func(p, func->name);

    if (self)
        VEC_PUSH(p->arena, &in.stack, self);
    inline_block(&in, func->body);
}
