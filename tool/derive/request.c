#include "derive/derive.h"

#include "adjoint.h"
#include "comment.h"
#include "context.h"
#include "copies.h"
#include "declare.h"
#include "fence.h"
#include "frames.h"
#include "loads.h"
#include "normal/normal.h"
#include "plan.h"
#include "registers.h"
#include "reverse.h"
#include "shadow.h"
#include "split.h"

enum { MOST_ROUNDS = 40 };

/* ---- signature ---- */

static Var *request_add_param(Derive *d, const char *name, const Type *type, Loc loc)
{
    Var *param = ir_new_var(d->p, d->fn, VAR_PARAM, name, type, loc);

    VEC_PUSH(d->arena, &d->fn->params, param);
    param->is_shadow = true;
    return param;
}

/* What an active parameter's adjoint is inside the function, where it is not the new parameter itself. */
typedef struct Inner {
    Var *param;       /* the primal */
    Var *adjoint;     /* the new parameter */
    Var *local;       /* collects a by-value parameter's adjoint */
} Inner;

typedef struct Inners {
    VEC(Inner) list;
} Inners;

static void request_adjoint_param(Derive *d, Var *param, Inners *inners)
{
    Program    *p = d->p;
    const char *name = arena_printf(d->arena, "%s_adj", param->name);
    const Type *type = shadow_type(p, param->type);
    bool        pointer = type_is_pointer(param->type);
    Inner       inner = {param, NULL, NULL};

    inner.adjoint = request_add_param(d, name, pointer ? type : type_pointer(p, type), param->loc);
    if (pointer) {
        map_put(d->shadows, param, inner.adjoint);
        return;
    }
    inner.local = ir_new_var(p, d->fn, VAR_TEMP, arena_printf(d->arena, "%s_acc", param->name), type, param->loc);
    inner.local->is_register = param->is_register;
    inner.local->is_shadow = true;
    map_put(d->shadows, param, inner.local);
    VEC_PUSH(d->arena, &inners->list, inner);
}

static void request_signature(Derive *d, Inners *inners)
{
    const Request *request = d->request;
    int            count = request->func->params.count;

    for (int i = 0; i < count; i++)
        if (activity_param(request, request->func->params.items[i]))
            request_adjoint_param(d, d->fn->params.items[i], inners);
    if (request->mode == MODE_VJP && type_is_real(d->fn->result))
        d->result_seed = request_add_param(d, "result_adj", type_unqualified(d->p, d->fn->result), d->fn->loc);
}

/* ---- facts ---- */

static void request_local(void *data, Stmt *s)
{
    Derive *d = data;

    if (s->kind == STMT_ASSIGN) {
        Block *local = adjoint_of(d, s);

        if (local->stmts.count)
            map_put(d->locals, s, local);
    }
}

static void request_note_decl(void *data, Stmt *s)
{
    Derive *d = data;

    if (s->kind == STMT_DECL)
        map_put(d->decls, s->u.decl.var, s);
}

/* The adjoint statements, which are not in the function yet, take a shadow's address where the function takes the
 * variable's. */
static void request_registers(Derive *d)
{
    ir_mark_registers(d->fn);
    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i], *shadow = map_get(d->shadows, var);

        if (shadow && !var->is_register)
            shadow->is_register = false;
    }
}

static void request_facts(Derive *d)
{
    d->decls = map_new(d->arena);
    ir_visit_stmts(d->fn->body, request_note_decl, d);
    request_registers(d);
    d->alias = alias_analyze(d->arena, d->p, d->fn);
    d->activity = activity_analyze(d->arena, d->alias, d->fn, d->request);
    d->layout = layout_build(d->arena, d->fn, d->alias);
    d->registers = registers_find(d);
}

static void request_choose(Derive *d)
{
    d->locals = map_new(d->arena);
    d->results = map_new(d->arena);
    ir_visit_stmts(d->fn->body, request_local, d);
    frames_choose(d);
}

/* ---- homes of adjoints ---- */

static void request_homes(Derive *d)
{
    d->homes = map_new(d->arena);
    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i];

        if (var->is_register && type_is_real(var->type) && map_get(d->shadows, var))
            map_put(d->homes, var, registers_home(d->registers, var));
    }
}

static void request_expose_node(void *data, const Expr *e)
{
    Derive *d = data;

    if (e->op == OP_VAR && e->u.var->is_shadow && e->u.var->kind != VAR_PARAM &&
        (!e->u.var->is_register || !type_is_scalar(e->u.var->type)))
        map_put(d->exposed, e->u.var, e->u.var);
}

static void request_expose_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, request_expose_node, data);
}

static void request_expose(void *data, Stmt *s)
{
    Derive *d = data;

    if (map_get(d->shadow_stmts, s))
        ir_stmt_exprs(s, request_expose_expr, d);
}

/* ---- adjoints of variable-length arrays that pointers of the forward pass point to ---- */

typedef struct Lengths {
    Derive         *d;
    const StmtInfo *outermost;
    bool            vary;
} Lengths;

static void request_length_node(void *data, const Expr *e)
{
    Lengths *lengths = data;

    if (e->op == OP_VAR)
        lengths->vary |= layout_assigns(lengths->d->layout, e->u.var, lengths->outermost->pos, lengths->outermost->end);
}

/* The type with sizes of at least 1: where the array is declared they may be those of an array that never comes to life. */
static const Type *request_sized(Derive *d, const Type *type, Lengths *lengths)
{
    Program    *p = d->p;
    const Expr *length;

    if (!type_is_vla(type))
        return type;
    length = type->u.array.length;
    if (length) {
        const Expr *zero = ir_int(p, length->loc, length->type, 0), *one = ir_int(p, length->loc, length->type, 1);

        ir_visit_expr(length, request_length_node, lengths);
        length = ir_select(p, length->loc, ir_binary(p, length->loc, OP_GT, length, zero), length, one);
    }
    return type_array(p, request_sized(d, type->u.array.elem, lengths), type->u.array.count, length);
}

/* In a loop whose iterations run backward later, the adjoints are declared outside: every iteration uses the same. */
static void request_expose_length(void *data, Stmt *s)
{
    Derive         *d = data;
    Var            *var = s->kind == STMT_DECL ? s->u.decl.var : NULL, *shadow = var ? map_get(d->exposed, var) : NULL;
    const StmtInfo *info = layout_info(d->layout, s);
    Lengths         lengths = {d, info, false};

    if (shadow == NULL || !type_is_vla(shadow->type) || info->parent == frames_of(d, s)->loop)
        return;
    while (lengths.outermost->parent)
        lengths.outermost = layout_info(d->layout, lengths.outermost->parent);
    shadow->type = request_sized(d, shadow->type, &lengths);
    if (lengths.vary) {
        diag_error(d->diag, var->loc, "adgen-vla",
                   "the size of '%s' changes from one iteration to the next, and pointers point into it", var->name);
        diag_note(d->diag, var->loc, "declare it outside the loop, with the greatest size that it has");
    }
}

/* Primal variables whose shadow the forward pass touches. */
static void request_exposed(Derive *d)
{
    Map *shadows;

    d->exposed = map_new(d->arena);
    ir_visit_stmts(d->fn->body, request_expose, d);
    shadows = d->exposed;
    d->exposed = map_new(d->arena);
    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i];
        Var *shadow = map_get(d->shadows, var);

        if (shadow && map_get(shadows, shadow))
            map_put(d->exposed, var, shadow);
    }
    ir_visit_stmts(d->fn->body, request_expose_length, d);
}

/* ---- assembly ---- */

static void request_add_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    ir_push(d->p, out, adjoint_add(d, a, b));
}

static void request_copy_pointer(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    ir_push(d->p, out, ir_assign(d->p, a->loc, a, b));
}

/* A record parameter's own shadow starts with the caller's shadow pointers. */
static void request_open_records(Derive *d, const Inners *inners, Block *out)
{
    Program *p = d->p;

    for (int i = 0; i < inners->list.count; i++) {
        const Inner *inner = &inners->list.items[i];
        Loc          loc = inner->param->loc;

        if (inner->param->type->canon->kind == TYPE_RECORD)
            shadow_leaves(d, out, ir_var(p, loc, inner->local),
                          ir_deref(p, loc, ir_var(p, loc, inner->adjoint)), true, request_copy_pointer);
    }
}

/* What a by-value parameter has collected goes to the caller. */
static void request_close(Derive *d, const Inners *inners, Block *out)
{
    Program *p = d->p;

    for (int i = 0; i < inners->list.count; i++) {
        const Inner *inner = &inners->list.items[i];
        Loc          loc = inner->param->loc;

        if (activity_var(d->activity, inner->param))
            shadow_leaves(d, out, ir_deref(p, loc, ir_var(p, loc, inner->adjoint)), ir_var(p, loc, inner->local), false,
                          request_add_leaf);
    }
}

static void request_seed(Derive *d, const Inners *inners, Block *start)
{
    Program *p = d->p;
    bool     seeded = d->request->all_of || d->request->of_return;

    if (d->result && d->request->mode == MODE_GRAD) {
        Var *seed = shadow_var(d, d->result);

        ir_push(p, start, ir_assign(p, d->fn->loc, ir_var(p, d->fn->loc, seed),
                                    ir_real(p, d->fn->loc, seed->type, seeded ? 1.0L : 0.0L)));
    }
    for (int i = 0; i < inners->list.count; i++)
        shadow_zero(d, start, ir_var(p, inners->list.items[i].param->loc, inners->list.items[i].local));
}

/* Free what is kept on the tape. */
static void request_tape(Derive *d, Block *body, Block *whole)
{
    Program    *p = d->p;
    Loc         loc = d->fn->loc;
    Opaque     *init;
    const Expr *args[1];
    const Type *params[1];

    if (d->tape) {
        init = ARENA_NEW(d->arena, Opaque);
        VEC_PUSH(d->arena, &init->texts, "ADGEN_TAPE_INIT");
        VEC_PUSH(d->arena, &init->uses, ir_system_include(p, "adgen/runtime.h"));
        ir_push(p, whole, ir_decl(p, loc, d->tape, ir_opaque(p, loc, d->tape->type, init)));
        args[0] = ir_addr(p, loc, ir_var(p, loc, d->tape));
        params[0] = args[0]->type;
        ir_push(p, body, ir_call_stmt(p, loc, NULL,
                                      ir_library_func(p, "adgen_tape_free", "adgen/runtime.h", type_void(p), params, 1),
                                      args, 1));
    }
    ir_append(p, whole, body);
}

typedef struct LastReturn {
    const Expr *value;
} LastReturn;

static void request_find_return(void *data, Stmt *s)
{
    if (s->kind == STMT_RETURN)
        ((LastReturn *)data)->value = s->u.result;
}

static void request_body(Derive *d, const Inners *inners)
{
    Program   *p = d->p;
    Block     *start = ir_block(p), *body = ir_block(p), *whole = ir_block(p);
    LastReturn last = {NULL};

    ir_visit_stmts(d->fn->body, request_find_return, &last);
    request_seed(d, inners, start);
    request_open_records(d, inners, body);
    ir_append(p, body, reverse_body(d, start));
    request_close(d, inners, body);
    request_tape(d, body, whole);
    if (last.value)
        ir_push(p, whole, ir_return(p, d->fn->loc, last.value));
    d->fn->body = whole;
    declare_vars(p, d->fn, d->diag);
}

Func *derive_request(Program *p, const Request *request, Diag *diag)
{
    Derive *d = ARENA_NEW(p->arena, Derive);
    Inners  inners = {{0}};
    int     before = diag_errors(diag), round = 0;

    d->p = p;
    d->arena = p->arena;
    d->diag = diag;
    d->request = request;
    d->fn = normal_prepare(p, request->func, diag);
    if (d->fn == NULL || diag_errors(diag) > before)
        return NULL;
    d->shadows = map_new(d->arena);
    d->shadow_stmts = map_new(d->arena);
    d->counters = map_new(d->arena);
    d->leavers = map_new(d->arena);
    d->lefts = map_new(d->arena);
    request_facts(d);
    if (copies_lower(d))
        request_facts(d);
    fence_check(d);
    if (diag_errors(diag) > before)
        return NULL;
    request_signature(d, &inners);
    split_func(d);
    if (d->result && d->result_seed)
        map_put(d->shadows, d->result, d->result_seed);
    request_facts(d);              /* about what has been given a name, too */
    shadow_insert(d);
    do {
        request_facts(d);
        request_choose(d);
    } while (loads_name(d) && ++round < MOST_ROUNDS && diag_errors(diag) == before);
    if (round >= MOST_ROUNDS)
        diag_error(diag, request->func->loc, "adgen-too-complex",
                   "adgen finds no way to keep what the derivative of '%s' needs; give names to parts of long expressions",
                   request->func->name);
    if (diag_errors(diag) > before)
        return NULL;
    request_homes(d);
    request_exposed(d);
    if (diag_errors(diag) > before)
        return NULL;
    plan_make(d);
    d->fn->name = request->as;
    d->fn->is_static = false;
    d->fn->is_generated = true;
    d->fn->item = NULL;
    request_body(d, &inners);
    comment_write(d);
    return diag_errors(diag) > before ? NULL : d->fn;
}
