#include "prompt.h"

#include "advance.h"
#include "calls.h"
#include "frames.h"
#include "normal/normal.h"
#include "pairs.h"
#include "registers.h"
#include "risks.h"
#include "shadow.h"
#include "split.h"

/* ---- which calls ---- */

bool prompt_may_be(const Derive *d, const Stmt *s)
{
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);
    const Expr    *place = s->u.call.place;

    if (map_get(d->unprompt, s) || d->tangents || s->u.call.callee->parts || func_is_given(s->u.call.callee))
        return false;
    if (place == NULL || !ir_is_register(place) || !type_is_real(place->type) || !activity_place(d->activity, place))
        return false;
    if (effects->globals || effects->uses_globals || effects->unknown || effects->fresh || effects->stores || effects->acts)
        return false;
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (effects->writes[i] || effects->frees[i] || effects->keeps[i] || effects->returns[i] ||
            arg->type->canon->kind == TYPE_RECORD || (type_is_real(arg->type) && ir_mentions(arg, place->u.var)))
            return false;
    }
    return true;
}

const Prompt *prompt_of(const Derive *d, const Stmt *s)
{
    return s->kind == STMT_CALL ? map_get(d->prompts, s) : NULL;
}

bool prompt_in(const Derive *d, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (prompt_of(d, block->stmts.items[i]))
            return true;
    return false;
}

static void prompt_give_up(Derive *d, Stmt *s)
{
    map_put(d->unprompt, s, s);
    d->unprompted++;
}

/* ---- what its adjoint is ---- */

/* Shadows that are wanted, and the statements that find them, last first. */
typedef struct Slice {
    Derive *d;
    Stmt   *call;
    int     first, last;           /* from the call to before the statement in question: what is read may not change there */
    Map    *wanted;                /* shadow Var -> itself */
    VEC(Var *) ever;               /* all that were wanted at any time */
    VEC(const Stmt *) found;
    Ahead   ahead;                 /* what stands behind the call in its list, and has to stand before it */
    bool    ok;
} Slice;

static void prompt_want(Slice *slice, Var *shadow)
{
    if (map_get(slice->wanted, shadow))
        return;
    map_put(slice->wanted, shadow, shadow);
    for (int i = 0; i < slice->ever.count; i++)
        if (slice->ever.items[i] == shadow)
            return;
    VEC_PUSH(slice->d->arena, &slice->ever, shadow);
}

/* What is read to find a wanted adjoint: adjoints of registers, and what does not change. */
static void prompt_read(Slice *slice, const Expr *e)
{
    if (e->op == OP_VAR && e->u.var->is_shadow && e->u.var->is_register && type_is_real(e->type)) {
        prompt_want(slice, e->u.var);
    } else if (ir_is_register(e) && layout_changes(slice->d->layout, e, slice->first, slice->last)) {
        slice->ok = slice->ok && advance_brings(&slice->ahead, e->u.var, slice->last);
    } else if (op_info[e->op].flags & OPF_PLACE) {
        slice->ok = slice->ok && !shadow_is_place(e) && !layout_changes(slice->d->layout, e, slice->first, slice->last);
    } else if (e->op == OP_OPAQUE) {
        slice->ok = false;
    } else {
        for (int i = 0; i < e->count; i++)
            prompt_read(slice, e->args[i]);
    }
}

typedef struct Wants {
    const Slice *slice;
    bool         found;
} Wants;

static void prompt_find_wanted(void *data, Stmt *s)
{
    Wants      *wants = data;
    const Expr *place = ir_target(s);

    wants->found |= place && place->op == OP_VAR && map_get(wants->slice->wanted, place->u.var);
}

/* An adjoint statement, from the last to the first that runs. */
static void prompt_take(Slice *slice, Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    Wants       wants = {slice, false};
    Block       single = {.stmts = {.items = &s, .count = 1}};

    if (place && place->op == OP_VAR && map_get(slice->wanted, place->u.var)) {
        if (!ir_mentions(s->u.assign.value, place->u.var))
            map_put(slice->wanted, place->u.var, NULL);
        prompt_read(slice, s->u.assign.value);
        slice->ok = slice->ok && risks_none(slice->d, s->u.assign.value, slice->first, slice->last);
        VEC_PUSH(slice->d->arena, &slice->found, s);
        return;
    }
    ir_visit_stmts(&single, prompt_find_wanted, &wants);
    slice->ok = slice->ok && !wants.found;
}

static void prompt_find_mention(void *data, const Expr *e)
{
    Wants *wants = data;
    Var   *shadow = e->op == OP_VAR ? map_get(wants->slice->d->shadows, e->u.var) : NULL;

    wants->found |= (shadow && map_get(wants->slice->wanted, shadow)) || e->op == OP_OPAQUE;
}

/* A statement behind the call: the adjoint statements of an assignment; any other has nothing to do with what is wanted. */
static void prompt_pass(Slice *slice, Stmt *s)
{
    Block *local = s->kind == STMT_ASSIGN ? map_get(slice->d->locals, s) : NULL;
    Wants  wants = {slice, false};
    Block  single = {.stmts = {.items = &s, .count = 1}};

    if (!split_is_active(slice->d, s) || s->kind == STMT_RETURN)
        return;
    if (s->kind == STMT_ASSIGN && map_get(slice->d->results, s) == NULL) {
        for (int i = local ? local->stmts.count - 1 : -1; i >= 0; i--)
            prompt_take(slice, local->stmts.items[i]);
        return;
    }
    ir_visit_block_exprs(&single, prompt_find_mention, &wants);
    slice->ok = slice->ok && !wants.found;
}

typedef struct Renamed {
    Derive *d;
    Map    *names;        /* shadow Var -> what stands for it ahead */
} Renamed;

static const Expr *prompt_rename(void *data, const Expr *e)
{
    Renamed *renamed = data;
    Var     *name = e->op == OP_VAR ? map_get(renamed->names, e->u.var) : NULL;

    return name ? ir_var(renamed->d->p, e->loc, name) : e;
}

/* The statements that find the adjoint, with names of their own; the names start from what the adjoints are before. */
static Prompt *prompt_make(const Slice *slice, const Block *adjoint)
{
    Derive *d = slice->d;
    Prompt *prompt = ARENA_NEW(d->arena, Prompt);
    Renamed renamed = {d, map_new(d->arena)};

    prompt->seed = ir_block(d->p);
    for (int i = 0; i < slice->ever.count; i++) {
        Var *shadow = slice->ever.items[i], *name = shadow_temp(d, shadow->name, shadow->type, shadow->loc);

        name->is_shadow = true;
        map_put(renamed.names, shadow, name);
        if (map_get(slice->wanted, shadow))
            ir_push(d->p, prompt->seed, ir_assign(d->p, slice->call->loc, ir_var(d->p, slice->call->loc, name),
                                                  ir_var(d->p, slice->call->loc, shadow)));
    }
    for (int i = slice->found.count - 1; i >= 0; i--) {
        Block *copy = ir_block(d->p);

        ir_push(d->p, copy, (Stmt *)slice->found.items[i]);
        copy = ir_clone_block(d->p, copy);
        ir_map_block_exprs(d->p, copy, prompt_rename, &renamed);
        ir_append(d->p, prompt->seed, copy);
    }
    prompt->call = ir_clone_block(d->p, adjoint);
    ir_map_block_exprs(d->p, prompt->call, prompt_rename, &renamed);
    for (int i = 0; i < prompt->call->stmts.count; i++)
        if (prompt->call->stmts.items[i]->kind == STMT_CALL)
            prompt->call->stmts.items[i]->u.call.place = slice->call->u.call.place;
    return prompt;
}

/* Find what the call starts from, or how its list has to be changed for that.  False where neither can be. */
static bool prompt_seed(Derive *d, Stmt *s)
{
    const StmtInfo *info = layout_info(d->layout, s);
    int             index;
    Block          *list = layout_list(d->layout, d->fn, s, &index);
    Slice           slice = {.d = d, .call = s, .wanted = map_new(d->arena), .ahead = {.d = d, .list = list, .at = s}, .ok = true};

    slice.first = info->pos;
    prompt_want(&slice, shadow_var(d, s->u.call.place->u.var));
    for (int i = index + 1; i < list->stmts.count && slice.ok; i++) {
        slice.last = layout_info(d->layout, list->stmts.items[i])->pos - 1;
        prompt_pass(&slice, list->stmts.items[i]);
    }
    if (slice.ok && slice.ahead.stmts.count)
        return advance_ask(&slice.ahead);
    if (slice.ok)
        map_put(d->prompts, s, prompt_make(&slice, map_get(d->locals, s)));
    return slice.ok;
}

static void prompt_find_one(void *data, Stmt *s)
{
    Derive     *d = data;
    const Pair *pair = s->kind == STMT_CALL ? map_get(d->pairs_of, s) : NULL;

    if (pair && pair->prompt && !prompt_seed(d, s))
        prompt_give_up(d, s);
}

/* Their adjoint statements are none of the backward pass. */
static void prompt_drop_local(void *data, Stmt *s)
{
    Derive *d = data;

    if (prompt_of(d, s))
        map_put(d->locals, s, NULL);
}

bool prompt_find_seeds(Derive *d)
{
    int before = d->unprompted;

    d->prompts = map_new(d->arena);
    d->advances.count = 0;
    ir_visit_stmts(d->fn->body, prompt_find_one, d);
    ir_visit_stmts(d->fn->body, prompt_drop_local, d);
    return d->unprompted == before;
}

/* ---- where it stands ---- */

static bool prompt_arguments_stay(Derive *d, const Stmt *s, int last)
{
    int    first = layout_info(d->layout, s)->pos + 1;
    IntSet reached = {0};

    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        alias_reach(d->alias, arg, &reached);
        if (ir_is_register(arg) && layout_assigns(d->layout, arg->u.var, first, last))
            return false;
    }
    return first > last || !calls_stores(d, first, last, &reached);
}

static bool prompt_stands(Derive *d, const Stmt *s)
{
    const Frame *frame = frames_of(d, s);
    bool         own = false;

    for (const Frame *around = frame; around; around = around->outer)
        if (frames_is_again(around))
            return false;
    if (frame->kind == FRAME_ROOT && d->pair)
        return false;
    for (int i = 0; i < frame->body->stmts.count; i++) {
        own |= frame->body->stmts.items[i] == s;
        if (frames_starts_group(d, frame->body->stmts.items[i]) && !prompt_of(d, frame->body->stmts.items[i]))
            return false;
    }
    return own && prompt_arguments_stay(d, s, frames_last(d, frame));
}

static void prompt_check(void *data, Stmt *s)
{
    Derive *d = data;

    if (prompt_of(d, s) && !prompt_stands(d, s))
        prompt_give_up(d, s);
}

bool prompt_all_stand(Derive *d)
{
    int before = d->unprompted;

    ir_visit_stmts(d->fn->body, prompt_check, d);
    return d->unprompted == before;
}

Stmt *prompt_clear(Derive *d, const Stmt *s)
{
    Var *shadow = shadow_var(d, s->u.call.place->u.var);

    return ir_assign(d->p, s->loc, ir_var(d->p, s->loc, shadow), ir_zero(d->p, s->loc, shadow->type));
}
