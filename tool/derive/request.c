#include "derive/derive.h"

#include "adjoint.h"
#include "advance.h"
#include "calls.h"
#include "checkpoint.h"
#include "comment.h"
#include "context.h"
#include "copies.h"
#include "decide.h"
#include "declare.h"
#include "dispatch.h"
#include "fence.h"
#include "follow.h"
#include "frames.h"
#include "guards.h"
#include "handed.h"
#include "invariants.h"
#include "ir/dump.h"
#include "ir/runtime.h"
#include "lengths.h"
#include "lent.h"
#include "long_runs.h"
#include "mates.h"
#include "loads.h"
#include "normal/normal.h"
#include "once.h"
#include "outputs.h"
#include "overlap.h"
#include "pair.h"
#include "pairs.h"
#include "prompt.h"
#include "parts.h"
#include "plan.h"
#include "races.h"
#include "registers.h"
#include "request.h"
#include "request_parts.h"
#include "remarks.h"
#include "resizes.h"
#include "results.h"
#include "rows.h"
#include "second.h"
#include "signature.h"
#include "reverse.h"
#include "shadow.h"
#include "split.h"
#include "statics.h"
#include "swaps.h"
#include "tangent.h"
#include "tapes.h"
#include "temporaries.h"

#include <stdlib.h>

enum { MOST_ROUNDS = 40, MOST_DISPATCHES = 8, MOST_TEMPORARIES = 16, MOST_RACES = 4, MOST_DEPTHS = 8 };

/* ---- facts ---- */

static void request_local(void *data, Stmt *s)
{
    Derive *d = data;

    if (map_get(d->restores, s)) {
        map_put(d->locals, s, map_get(d->restores, s));
    } else if (tapes_is_call(s)) {
        Block *local = tapes_adjoint(d, s);

        if (local->stmts.count)
            map_put(d->locals, s, local);
    } else if (rows_block_at(d, s)) {
        map_put(d->locals, s, rows_release(d, rows_block_at(d, s)));
    } else if (s->kind == STMT_ASSIGN || map_get(d->pairs_of, s)) {
        Block *local = s->kind == STMT_ASSIGN ? adjoint_of(d, s) : calls_adjoint(d, s);

        rows_apply(d, s, local);
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
        if (map_get(d->outs, var))
            var->is_register = false;
    }
}

static void request_forget(Derive *d)
{
    arena_free(d->facts);
    d->facts = NULL;
}

static void request_facts(Derive *d)
{
    request_forget(d);
    d->known_stmts = d->known_vars = -1;
    d->facts = arena_new();
    d->decls = map_new(d->facts);
    ir_visit_stmts(d->fn->body, request_note_decl, d);
    request_registers(d);
    d->alias = alias_analyze(d->facts, d->p, d->fn, d->mirrors);
    d->fn->retypes |= alias_retypes(d->alias);
    if (d->pair) {
        d->left = (IntSet){0};
        handed_left(d, &d->left);
    }
    d->activity = activity_analyze(d->facts, d->alias, d->fn, d->request);
    d->layout = layout_build(d->facts, d->fn, d->alias);
    d->steady = d->computed = NULL;
    d->own = map_new(d->facts);
    d->apart = apart_find(d->facts, d->layout, d->fn);
    d->registers = registers_find(d);
    d->finite = NULL;
    d->every = NULL;
    if (d->pair == NULL && ir_is_line(d->fn->body)) {
        d->known_stmts = d->fn->body->stmts.count;
        d->known_vars = d->fn->vars.count;
    }
}

/* The facts of a line hold until statements or variables are added: who comes between only does that. */
static bool request_knows(const Derive *d)
{
    return d->known_stmts == d->fn->body->stmts.count && d->known_vars == d->fn->vars.count;
}

/* Again, where a call was taken for prompt that is not. */
static void request_choose(Derive *d)
{
    do {
        do {
            calls_choose(d);
            map_clear(d->locals);
            map_clear(d->results);
            ir_visit_stmts(d->fn->body, request_local, d);
        } while (!prompt_find_seeds(d));
        frames_choose(d);
    } while (!prompt_all_stand(d));
}

/* ---- homes of adjoints ---- */

static void request_house(Derive *d, Var *var, Stmt *home)
{
    Housed *housed = home ? map_get(d->housed, home) : NULL;

    map_put(d->homes, var, home);
    if (home && housed == NULL) {
        housed = ARENA_NEW(d->arena, Housed);
        map_put(d->housed, home, housed);
    }
    if (home)
        VEC_PUSH(d->arena, &housed->list, var);
}

static void request_homes(Derive *d)
{
    d->homes = map_new(d->arena);
    d->housed = map_new(d->arena);
    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i];

        if (var->is_register && type_is_real(var->type) && map_get(d->shadows, var))
            request_house(d, var, registers_home(d->registers, var));
    }
}

static void request_expose_node(void *data, const Expr *e)
{
    Derive *d = data;

    if (e->op == OP_VAR && e->u.var->is_shadow && e->u.var->kind != VAR_PARAM &&
        (!e->u.var->is_register || !type_is_scalar(e->u.var->type)))
        map_put(d->exposed, e->u.var, e->u.var);
}

static void request_expose(void *data, Stmt *s)
{
    Derive *d = data;

    if (map_get(d->forwards, s))
        s = map_get(d->forwards, s);
    else if (map_get(d->shadow_stmts, s) == NULL)
        return;
    ir_visit_stmt_exprs(s, request_expose_node, d);
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

        if (shadow && (map_get(shadows, shadow) || runtime_is_tape(var->type)))
            map_put(d->exposed, var, shadow);
    }
    lengths_settle(d);
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

static bool request_has_inner(const Inners *inners, const Var *param)
{
    for (int i = 0; i < inners->list.count; i++)
        if (inners->list.items[i].param == param)
            return true;
    return false;
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
    for (int i = 0; i < d->fn->params.count; i++) {
        Var *param = d->fn->params.items[i];

        if (shadow_is_own(d, param) && !request_has_inner(inners, param))
            shadow_zero(d, start, ir_var(p, param->loc, shadow_var(d, param)));
    }
}

/* Free what is kept on the tape. */
static void request_tape(Derive *d, Block *body, Block *whole)
{
    Program    *p = d->p;
    Loc         loc = d->fn->loc;
    const Expr *args[1];
    const Type *params[1];

    if (d->tape) {
        ir_push(p, whole, ir_decl(p, loc, d->tape, runtime_tape_init(p, loc)));
        args[0] = ir_addr(p, loc, ir_var(p, loc, d->tape));
        params[0] = args[0]->type;
        ir_push(p, body, ir_call_stmt(p, loc, NULL,
                                      ir_library_func(p, "adgen_tape_free", "adgen/runtime.h", type_void(p), params, 1),
                                      args, 1));
    }
    ir_pour(p, whole, body);
}

typedef struct LastReturn {
    const Expr *value;
} LastReturn;

static void request_find_return(void *data, Stmt *s)
{
    if (s->kind == STMT_RETURN)
        ((LastReturn *)data)->value = s->u.result;
}

/* The two passes, in one block or in two. */
static const Expr *request_passes(Derive *d, const Inners *inners, Block *forward, Block *backward)
{
    Program   *p = d->p;
    Block     *start = ir_block(p);
    LastReturn last = {NULL};

    ir_visit_stmts(d->fn->body, request_find_return, &last);
    request_seed(d, inners, start);
    request_open_records(d, inners, forward);
    ir_pour(p, forward, reverse_body(d, start, backward));
    request_close(d, inners, backward ? backward : forward);
    return last.value;
}

static void request_body(Derive *d, const Inners *inners)
{
    Program    *p = d->p;
    Block      *body = ir_block(p), *whole = ir_block(p);
    const Expr *result = request_passes(d, inners, body, NULL);

    request_tape(d, body, whole);
    if (result && d->fn->result->canon->kind != TYPE_VOID)
        ir_push(p, whole, ir_return(p, d->fn->loc, result));
    d->fn->body = whole;
}

Derive *request_new(Program *p, const Request *request, Pairs *pairs, Diag *diag)
{
    Derive *d = ARENA_NEW(p->arena, Derive);

    d->p = p;
    d->arena = p->arena;
    d->diag = diag;
    d->request = request;
    d->tangents = request->mode == MODE_JVP;
    d->pairs = pairs;
    d->shadows = map_new(d->arena);
    d->beside = map_new(d->arena);
    d->shadow_stmts = map_new(d->arena);
    d->locals = map_new(d->arena);
    d->results = map_new(d->arena);
    d->restores = map_new(d->arena);
    d->rows = map_new(d->arena);
    d->row_blocks = map_new(d->arena);
    d->granted = map_new(d->arena);
    d->steps = map_new(d->arena);
    d->rows_read = map_new(d->arena);
    d->nulls = map_new(d->arena);
    d->counters = map_new(d->arena);
    d->leavers = map_new(d->arena);
    d->lefts = map_new(d->arena);
    d->stays = map_new(d->arena);
    d->outs = map_new(d->arena);
    d->mirrors = map_new(d->arena);
    d->kept = map_new(d->arena);
    d->lates = map_new(d->arena);
    d->prompts = map_new(d->arena);
    d->unprompt = map_new(d->arena);
    return d;
}

/* Repeat what follows from one another until every value that the backward pass needs has a name. */
static void request_settle(Derive *d, int before)
{
    int round = 0;

    do {
        if (round > 0 || !request_knows(d))
            request_facts(d);
        request_choose(d);
    } while ((advance_lists(d) || rows_keep(d) || loads_name(d)) && ++round < MOST_ROUNDS && diag_errors(d->diag) == before);
    if (round >= MOST_ROUNDS)
        diag_error(d->diag, d->request->func->loc, "adgen-too-complex",
                   "adgen finds no way to keep what the derivative of '%s' needs; give names to parts of long expressions",
                   d->request->func->name);
}

/*
 * Behind mates_insert.  What that inserts into a line has no adjoint, reads values that are there, and writes registers
 * that nothing reads: the adjoint statements of the others, and where values come from, remain what they were.
 */
static void request_settle_again(Derive *d, int before)
{
    bool line = d->known_stmts >= 0;

    if (!line) {
        request_settle(d, before);
        return;
    }
    request_facts(d);
    calls_choose(d);
    frames_choose(d);
}

/* The function in the form that is differentiated, with its signature, and its facts.  False where it is refused. */
static bool request_lower(Derive *d, Inners *inners)
{
    int before = diag_errors(d->diag);

    if (d->promised)
        overlap_promise(d, d->promised);
    request_facts(d);
    for (int i = 0; i < MOST_DISPATCHES && dispatch_lower(d) && diag_errors(d->diag) == before; i++) {
        normal_again(d->p, d->fn, d->pairs->share, d->diag);
        request_facts(d);
    }
    for (int i = 0; i < MOST_RACES && !d->tangents && races_lower(d); i++)
        request_facts(d);
    if (copies_lower(d))
        request_facts(d);
    if (once_lower(d))
        request_facts(d);
    if (outputs_lower(d))
        request_facts(d);
    if (statics_localize(d))
        request_facts(d);
    fence_check(d);
    if (!d->pair && !func_is_derived(d->request->func) && diag_errors(d->diag) == before)
        handed_check(d);
    if (diag_errors(d->diag) > before)
        return false;
    for (int i = 0; i < MOST_TEMPORARIES && !d->tangents && temporaries_contract(d); i++) {
        normal_again(d->p, d->fn, d->pairs->share, d->diag);
        request_facts(d);
    }
    for (int depth = 0; depth < MOST_DEPTHS; depth++)
        if (invariants_lower(d, depth))
            request_facts(d);
    if (d->tangents)
        signature_of_tangents(d);
    else if (d->pair)
        signature_of_halves(d, inners);
    else
        signature_of_request(d, inners);
    if (d->promised)
        overlap_promise_shadows(d, d->promised);
    if (!d->tangents && resizes_lower(d))
        request_facts(d);
    if (results_lower(d))
        request_facts(d);
    if (decide_lower(d))
        request_facts(d);
    split_func(d);
    if (d->result && d->result_seed)
        map_put(d->shadows, d->result, d->result_seed);
    request_facts(d);              /* about what has been given a name, too */
    follow_insert(d);
    return diag_errors(d->diag) == before;
}

/* All up to the passes themselves.  False where there was an error. */
static bool request_plan(Derive *d, Inners *inners)
{
    int before = diag_errors(d->diag);

    tapes_open_blocks(d);
    if (d->request->finds_states)
        long_runs_mark(d);
    if (!request_lower(d, inners))
        return false;
    if (d->tangents) {
        request_facts(d);
        calls_choose(d);
        return diag_errors(d->diag) == before;
    }
    parts_keep(d);
    lent_keep(d);
    if (diag_errors(d->diag) > before)
        return false;
    request_settle(d, before);
    if (diag_errors(d->diag) == before && mates_insert(d))
        request_settle_again(d, before);
    if (diag_errors(d->diag) > before)
        return false;
    mates_use(d);
    swaps_find(d);
    checkpoint_find(d);
    request_homes(d);
    request_exposed(d);
    if (diag_errors(d->diag) > before || !long_runs_fit(d))
        return false;
    plan_make(d);
    if (d->request->finds_states && d->pair == NULL && !func_is_derived(d->request->func))
        long_runs_find(d);
    remarks_cache(d);
    overlap_note(d);
    return true;
}

Func *request_whole(Derive *d, Func *fn, const Type *result, int before)
{
    Inners inners = {{0}};

    d->fn = fn;
    if (fn == NULL || diag_errors(d->diag) > before || !request_plan(d, &inners))
        return NULL;
    fn->name = d->request->as;
    fn->is_static = d->request->exact;
    fn->is_generated = true;
    fn->width = d->request->width;
    fn->item = NULL;
    fn->result = result;
    if (d->tangents)
        fn->body = tangent_body(d);
    else
        request_body(d, &inners);
    comment_write(d);
    if (!d->tangents)
        d->price = overlap_price(d);
    request_forget(d);
    declare_vars(d->p, fn, d->diag);
    outputs_finish(d->p, fn->body);
    return diag_errors(d->diag) > before ? NULL : fn;
}

/* In tests, what is prepared is held to the IR's rules, as what stages make is in every run. */
static void request_verify(const Program *p, const Func *fn)
{
    char why[512];

    if (getenv("ADGEN_VERIFY") && !ir_verify_func(p, fn, why, sizeof why))
        BUG("after stage 'normal', '%s': %s", fn->name, why);
}

Func *request_prepare(Program *p, Func *func, Mode mode, const Pairs *pairs, Diag *diag)
{
    Func *fn = normal_prepare(p, func, pairs->share, diag);

    if (fn)
        request_verify(p, fn);
    if (fn == NULL || !func_is_derived(func))
        return fn;
    for (int i = 0; i < fn->vars.count; i++) {
        fn->vars.items[i]->was_shadow = fn->vars.items[i]->is_shadow;
        fn->vars.items[i]->is_shadow = fn->vars.items[i]->is_kept = false;
    }
    ir_mark_registers(fn);
    guards_open(p, fn);
    if (mode != MODE_JVP)
        parts_open_tests(p, fn);
    return fn;
}

Func *derive_second(Program *p, const Request *request, Func *gradient, Pairs *pairs, Diag *diag)
{
    int     before = diag_errors(diag);
    Derive *d = request_new(p, second_request(p, request, gradient), pairs, diag);
    Func   *fn = request_prepare(p, gradient, MODE_JVP, pairs, diag);

    d->second = request;
    pairs_describe(pairs);
    fn = request_whole(d, fn, request->func->result, before);
    if (fn == NULL)
        return NULL;
    fn->is_static = false;
    second_order_params(p, request, gradient, fn);
    return fn;
}

/* ---- the halves of functions that are called ---- */

/* One function for both: like a derivative that is asked for, but that it returns nothing, where it is not prompt. */
static bool request_joint(Program *p, Pair *pair, Pairs *pairs, Diag *diag)
{
    int     before = diag_errors(diag);
    Derive *d = request_new(p, pair->request, pairs, diag);
    Func   *fn = request_prepare(p, pair->func, pair->request->mode, pairs, diag), *made;

    if (fn && pair->prompt)
        normal_peel(p, fn, pair->func);
    made = request_whole(d, fn, pair->prompt ? pair->func->result : type_void(p), before);
    remarks_make(d, NULL, NULL);
    if (made)
        *pair->backward = *made;
    return made != NULL;
}

static bool request_keeps_on_tape(const Derive *d)
{
    const Versions *kept = plan_kept(d);

    for (int i = 0; i < kept->list.count; i++)
        if (plan_is_on_tape(kept->list.items[i]))
            return true;
    return d->calls_halves;
}

bool request_fits(Pairs *pairs, Pair *pair)
{
    Program *p = pairs->p;
    Diag    *diag = diag_new(p->arena, NULL);
    Derive  *d = request_new(p, pair->request, pairs, diag);
    Inners   inners = {{0}};

    if (pair->trial)
        return pair->fits;
    pair->trial = ++pairs->trials;
    pair->fits = true;
    d->fn = request_prepare(p, pair->func, pair->request->mode, pairs, diag);
    pair->fits = d->fn && diag_errors(diag) == 0 && request_plan(d, &inners) && !request_keeps_on_tape(d);
    for (int i = 0; i < pairs->list.count && !pair->fits; i++)
        if (pairs->list.items[i]->fits && pairs->list.items[i]->trial > pair->trial)
            pairs->list.items[i]->trial = 0;         /* it may have counted on this one */
    return pair->fits;
}

/* One function that computes tangents. */
static bool request_tangent(Program *p, Pair *pair, Pairs *pairs, Diag *diag)
{
    Derive *d = request_new(p, pair->request, pairs, diag);
    int     before = diag_errors(diag);
    Func   *made;

    d->pair = pair;
    made = request_whole(d, request_prepare(p, pair->func, pair->request->mode, pairs, diag), pair->func->result, before);
    if (made)
        *pair->backward = *made;
    return made != NULL;
}

static bool request_pair(Program *p, Pair *pair, Pairs *pairs, Diag *diag)
{
    Derive     *d = request_new(p, pair->request, pairs, diag);
    Block      *forward = ir_block(p), *backward = ir_block(p);
    Inners      inners = {{0}};
    int         before = diag_errors(diag);
    const Expr *result;

    d->pair = pair;
    d->fn = request_prepare(p, pair->func, pair->request->mode, pairs, diag);
    if (d->fn == NULL || diag_errors(diag) > before || !request_plan(d, &inners))
        return false;
    remarks_make(d, NULL, NULL);
    result = request_passes(d, &inners, forward, backward);
    if (d->result_shadow)
        ir_push(p, forward, ir_assign(p, d->fn->loc, ir_deref(p, d->fn->loc, ir_var(p, d->fn->loc, d->result_shadow)),
                                      shadow_pointer(d, result)));
    pair_finish(d, pair, forward, backward, result);
    outputs_finish(p, pair->forward->body);
    outputs_finish(p, pair->backward->body);
    request_forget(d);
    return diag_errors(diag) == before;
}

bool derive_pair(Program *p, Pairs *pairs, Diag *diag, Func *halves[2])
{
    for (int i = 0; i < pairs->list.count; i++) {
        Pair *pair = pairs->list.items[i], *stand_in = pairs_stand_in(pairs, pair);

        if (!pair->used || pair->derived)
            continue;
        if (stand_in && stand_in->derived) {
            *pair->backward = *stand_in->backward;
            pair->derived = true;
            continue;
        }
        pair = stand_in ? stand_in : pair;
        pair->derived = true;
        if (!(pair->tangent ? request_tangent : pair->joint ? request_joint : request_pair)(p, pair, pairs, diag))
            return false;
        halves[0] = pair->forward;
        halves[1] = pair->backward;
        return true;        /* a pair that another one stands in for has its turn again */
    }
    halves[0] = NULL;
    halves[1] = pairs->given < pairs->helpers.count ? pairs->helpers.items[pairs->given++] : NULL;
    return halves[1] != NULL;
}
