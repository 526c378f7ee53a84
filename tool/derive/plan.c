#include "plan.h"

#include "checkpoint.h"
#include "cut.h"
#include "frees.h"
#include "plan_parts.h"
#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"
#include "swaps.h"

static void plan_block(Plan *plan, Block *block, Block *owner);
static void plan_mark_lasting(Plan *plan, const Block *list, const Block *block);

/* ---- versions ---- */

static Version *plan_new(Plan *plan, VersionKind kind, Var *var, Stmt *at)
{
    Version *v = ARENA_NEW(plan->d->facts, Version);

    v->kind = kind;
    v->var = var;
    v->at = at;
    v->frame = plan->frame;
    v->block = plan->block;
    v->loop_count = plan->loops.count;
    v->loops = ARENA_ARRAY(plan->d->facts, Stmt *, plan->loops.count + 1);
    for (int i = 0; i < plan->loops.count; i++)
        v->loops[i] = plan->loops.items[i];
    return v;
}

static void plan_set(Plan *plan, Version *v)
{
    if (plan->logging) {
        Operand old = {v->var, map_get(plan->now, v->var)};

        VEC_PUSH(plan->d->facts, &plan->log, old);
    }
    map_put(plan->now, v->var, v);
}

static Version *plan_lookup(Plan *plan, Frame *frame, Map *now, Var *var);

/* The version of a variable that a frame's body meets first. */
static Version *plan_entry(Plan *plan, Frame *frame, Var *var)
{
    Version *v = map_get(frame->entry, var);

    if (v)
        return v;
    v = ARENA_NEW(plan->d->facts, Version);
    v->kind = VERSION_ENTRY;
    v->var = var;
    v->frame = frame;
    v->block = frame->body;
    map_put(frame->entry, var, v);
    if (frame->outer && !(frame->loop->kind == STMT_FOR && frame->loop->u.loop_for.var == var))
        v->outer = plan_lookup(plan, frame->outer, frame->outer->last, var);
    return v;
}

static Version *plan_lookup(Plan *plan, Frame *frame, Map *now, Var *var)
{
    Version *v = map_get(now, var);

    if (v == NULL) {
        v = plan_entry(plan, frame, var);
        map_put(now, var, v);
    }
    return v;
}

static Version *plan_now(Plan *plan, Var *var)
{
    return plan_lookup(plan, plan->frame, plan->now, var);
}

/* Registers whose primal value matters: no adjoints (but shadow pointers). */
static bool plan_is_value(const Var *var)
{
    return var->is_register && var->kind != VAR_GLOBAL &&
           !(var->is_shadow && !type_is_pointer(var->type));
}

/* ---- needs ---- */

typedef struct Collect {
    Plan       *plan;
    Operands   *out;
    const Var  *result;      /* stands for the value after the statement; not looked up yet */
    int         counts;      /* 1: mentions are uses */
    int         results;     /* mentions of the result */
} Collect;

Version *plan_operand(const Operands *operands, const Var *var)
{
    for (int i = 0; operands && i < operands->list.count; i++)
        if (operands->list.items[i].var == var)
            return operands->list.items[i].version;
    return NULL;
}

static void plan_collect_node(void *data, const Expr *e)
{
    Collect *c = data;

    if (e->op == OP_VAR && e->u.var == c->result) {
        c->results++;
    } else if (e->op == OP_VAR && plan_is_value(e->u.var) && map_get(c->plan->d->lates, e->u.var) == NULL) {
        Operand operand = {e->u.var, plan_now(c->plan, e->u.var)};

        operand.version->uses += c->counts;
        if (plan_operand(c->out, e->u.var) == NULL)
            VEC_PUSH(c->plan->d->facts, &c->out->list, operand);
    }
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++) {
            Var *var = e->u.opaque->vars.items[i];

            if (plan_is_value(var) && plan_operand(c->out, var) == NULL) {
                Operand operand = {var, plan_now(c->plan, var)};

                VEC_PUSH(c->plan->d->facts, &c->out->list, operand);
            }
        }
}

static Operands *plan_needs_of(Plan *plan, const Stmt *s)
{
    Operands *needs = map_get(plan->needs, s);

    if (needs == NULL) {
        needs = ARENA_NEW(plan->d->facts, Operands);
        map_put(plan->needs, s, needs);
    }
    return needs;
}

static void plan_need_expr(Plan *plan, const Stmt *s, const Expr *e)
{
    Collect c = {plan, plan_needs_of(plan, s), NULL, 1, 0};

    ir_visit_expr(e, plan_collect_node, &c);
}

static Operands *plan_operands(Plan *plan, const Expr *e)
{
    Collect c = {plan, ARENA_NEW(plan->d->facts, Operands), NULL, 0, 0};

    ir_visit_expr(e, plan_collect_node, &c);
    return c.out;
}

/* ---- the walk ---- */

static void plan_define(Plan *plan, Stmt *s, Var *var, const Expr *value)
{
    Operands *operands;
    Version  *v = plan_new(plan, VERSION_DEF, var, s);

    v->row = rows_at(plan->d, s);
    if (v->row) {
        v->operands = plan_operands(plan, v->row->stride);
        map_put(plan->rows, s, v);
        VEC_PUSH(plan->d->facts, &plan->wanted, v);
        plan_set(plan, v);
        return;
    }
    if (value && value->op == OP_VAR && map_get(plan->d->outs, value->u.var))
        value = NULL;                                /* it is gone with the next call */
    if (map_get(plan->d->decided, var))
        value = NULL;                                /* it may be decided otherwise */
    value = rows_value(plan->d, s, value);
    operands = value ? plan_operands(plan, value) : NULL;
    v->value = value;
    v->operands = operands;
    plan_set(plan, v);
}

static void plan_note_home(Plan *plan, Stmt *s)
{
    const Expr *value = s->u.assign.value;
    Version    *v;

    if (value->op != OP_VAR || !plan_is_value(value->u.var) || !frames_runs(plan->frame, s) ||
        !type_same(value->type, s->u.assign.place->type))
        return;
    v = plan_now(plan, value->u.var);
    if (v->home == NULL && v->frame == plan->frame && v->block == plan->block) {
        v->home = s;
        v->home_operands = plan_operands(plan, s->u.assign.place);
    }
}

static void plan_assign(Plan *plan, Stmt *s)
{
    Block      *local = map_get(plan->d->locals, s);
    const Expr *place = s->u.assign.place;
    Var        *result = map_get(plan->d->results, s);
    Collect     c = {plan, plan_needs_of(plan, s), result, 1, 0};

    if (local)
        ir_visit_block_exprs(local, plan_collect_node, &c);
    if (place->op == OP_VAR && plan_is_value(place->u.var))
        plan_define(plan, s, place->u.var, s->u.assign.value);
    else if (type_is_scalar(place->type))
        plan_note_home(plan, s);
    if (result) {
        Operand operand = {result, plan_now(plan, place->u.var)};

        operand.version->uses += c.results;
        VEC_PUSH(plan->d->facts, &plan_needs_of(plan, s)->list, operand);
    }
}

static void plan_call(Plan *plan, Stmt *s)
{
    const Expr *place = s->u.call.place;
    Block      *local = map_get(plan->d->locals, s);
    Var        *result = map_get(plan->d->results, s);
    const Late *late = map_get(plan->d->lates, s);
    Collect     c = {plan, plan_needs_of(plan, s), result, 1, 0};

    if (local)
        ir_visit_block_exprs(local, plan_collect_node, &c);
    for (int i = 0; rows_block_at(plan->d, s) && i < plan->loops.count; i++)
        map_put(plan->taped, plan->loops.items[i], plan->loops.items[i]);
    if (frees_time(plan->d, s) == FREE_AT_END) {
        plan_need_expr(plan, s, s->u.call.args[0]);
        plan_need_expr(plan, s, shadow_pointer(plan->d, s->u.call.args[0]));
    }
    if (place && place->op == OP_VAR && plan_is_value(place->u.var))
        plan_define(plan, s, place->u.var, NULL);
    if (result) {
        Operand operand = {result, plan_now(plan, place->u.var)};

        operand.version->uses += c.results;
        VEC_PUSH(plan->d->facts, &plan_needs_of(plan, s)->list, operand);
    }
    if (late) {
        Operand operand = {late->name, plan_now(plan, place->u.var)};

        VEC_PUSH(plan->d->facts, &plan_needs_of(plan, late->call)->list, operand);
    }
}

/* Walk a branch; what it changed is left in the log from `from` on, what that is at its end in `ends`, and `now` is as before. */
static void plan_branch(Plan *plan, Block *branch, int from, Versions *ends)
{
    plan->logging++;
    plan_block(plan, branch, branch);
    plan->logging--;
    for (int i = from; i < plan->log.count; i++)
        VEC_PUSH(plan->d->facts, &ends->list, map_get(plan->now, plan->log.items[i].var));
    for (int i = plan->log.count - 1; i >= from; i--)
        map_put(plan->now, plan->log.items[i].var, plan->log.items[i].version);
}

/* What either branch has changed is a new version behind the IF. */
static void plan_join(Plan *plan, Stmt *s, int from, const Versions *ends)
{
    Map         *joined = map_new(plan->d->facts);
    VEC(Var *)   vars = {0};

    for (int i = from; i < plan->log.count; i++) {
        Var *var = plan->log.items[i].var;

        if (map_get(joined, var) == NULL)
            VEC_PUSH(plan->d->facts, &vars, var);
        map_put(joined, var, var);
    }
    plan->log.count = from;
    for (int i = 0; i < vars.count; i++)
        plan_set(plan, plan_new(plan, VERSION_JOIN, vars.items[i], s));
    for (int i = 0; i < ends->list.count; i++)
        if (ends->list.items[i]->kind == VERSION_DEF || ends->list.items[i]->kind == VERSION_JOIN)
            ends->list.items[i]->joined = plan_now(plan, ends->list.items[i]->var);
}

typedef struct Noting {
    Plan *plan;
    Stmt *loop;
    void (*note)(Plan *plan, Stmt *loop, Var *var);
} Noting;

static void plan_note_var(void *data, Var *var)
{
    Noting *noting = data;

    noting->note(noting->plan, noting->loop, var);
}

/* Call `note` for every register that a loop, or what is in an IF, assigns, once. */
static void plan_assigned(Plan *plan, const Stmt *loop, void (*note)(Plan *plan, Stmt *loop, Var *var), bool counter)
{
    const StmtInfo *info = layout_info(plan->d->layout, loop);
    Map            *seen = map_new(plan->d->facts);

    for (int pos = counter ? info->pos : info->pos + 1; pos <= info->end; pos++) {
        Stmt        *s = layout_stmt(plan->d->layout, pos);
        Var         *var = registers_written(s);
        const State *state = pos > info->pos ? checkpoint_of(plan->d, s) : NULL;
        Noting       noting = {plan, (Stmt *)loop, note};

        if (state)
            checkpoint_vars(state, plan_note_var, &noting);

        if (var && plan_is_value(var) && map_get(seen, var) == NULL) {
            map_put(seen, var, var);
            note(plan, (Stmt *)loop, var);
        }
        for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->writes.count; i++) {
            var = s->u.opaque->writes.items[i];
            if (plan_is_value(var) && map_get(seen, var) == NULL) {
                map_put(seen, var, var);
                note(plan, (Stmt *)loop, var);
            }
        }
    }
}

/* Whether the version is a register that the state brings back. */
static bool plan_is_put_back(const Plan *plan, const Version *v)
{
    const StmtInfo *info = v->frame->kind == FRAME_CHECKPOINT ? layout_info(plan->d->layout, v->frame->loop) : NULL;

    return info && layout_assigns(plan->d->layout, v->var, info->pos, info->end);
}

/* Statements that run again in the backward pass read what comes into their frame from outside. */
static void plan_slice_node(void *data, const Expr *e)
{
    Plan *plan = data;

    if (e->op != OP_VAR || !plan_is_value(e->u.var))
        return;
    for (Version *v = plan_now(plan, e->u.var); v && v->kind == VERSION_ENTRY; v = v->outer)
        if (frames_is_again(v->frame) && !plan_is_put_back(plan, v))
            VEC_PUSH(plan->d->facts, &plan->wanted, v);
}

/* What stands in a frame, whose versions are its own. */
static void plan_framed(Plan *plan, Frame *frame)
{
    Plan        outer = *plan;
    const Stmt *loop = frame->loop;

    plan->frame->last = plan->now;
    plan->frame = frame;
    plan->now = map_new(plan->d->facts);
    plan->loops.items = NULL;
    plan->loops.count = plan->loops.room = 0;
    plan->log.items = NULL;
    plan->log.count = plan->log.room = 0;
    plan->logging = 0;
    frame->last = plan->now;
    if (frame->kind == FRAME_CHECKPOINT)
        checkpoint_visit(checkpoint_of(plan->d, loop), plan_slice_node, plan);
    if (loop->kind == STMT_LOOP && !loop->u.loop.at_end)
        plan_block(plan, loop->u.loop.head, frame->body);
    plan_block(plan, frame->body, frame->body);
    outer.wanted = plan->wanted;
    *plan = outer;
}

static void plan_set_join(Plan *plan, Stmt *s, Var *var)
{
    plan_set(plan, plan_new(plan, VERSION_JOIN, var, s));
}

static void plan_if(Plan *plan, Stmt *s)
{
    int      from = plan->log.count;
    Versions ends = {0};

    if (frees_has_condition(plan->d, s))
        plan_need_expr(plan, s, s->u.branch.cond);
    if (frames_branches(plan->d, s)) {
        plan_framed(plan, map_get(plan->d->frames, s->u.branch.then));
        plan_framed(plan, map_get(plan->d->frames, s->u.branch.other));
        plan_assigned(plan, s, plan_set_join, false);
        return;
    }
    if (split_is_active(plan->d, s) && map_get(plan->d->leavers, s) == NULL)
        plan_need_expr(plan, s, s->u.branch.cond);
    plan_branch(plan, s->u.branch.then, from, &ends);
    {
        int middle = plan->log.count;

        plan_branch(plan, s->u.branch.other, middle, &ends);
    }
    plan_join(plan, s, from, &ends);
}

static void plan_set_head(Plan *plan, Stmt *loop, Var *var)
{
    Version *v = plan_new(plan, VERSION_HEAD, var, loop);

    v->outer = plan_now(plan, var);
    plan_set(plan, v);
}

static void plan_set_exit(Plan *plan, Stmt *loop, Var *var)
{
    plan_set(plan, plan_new(plan, VERSION_EXIT, var, loop));
}

static void plan_cached_loop(Plan *plan, Stmt *s)
{
    Block *outer = plan->block;

    VEC_PUSH(plan->d->facts, &plan->loops, s);
    map_put(plan->owners, s, plan->block);
    plan->block = s->kind == STMT_FOR ? s->u.loop_for.body : s->u.loop.body;
    plan_assigned(plan, s, plan_set_head, true);
    plan->block = outer;
    if (s->kind == STMT_FOR) {
        plan_block(plan, s->u.loop_for.body, s->u.loop_for.body);
    } else if (s->u.loop.at_end) {
        plan_block(plan, s->u.loop.body, s->u.loop.body);
        plan_block(plan, s->u.loop.head, s->u.loop.head);
    } else {
        plan_block(plan, s->u.loop.head, s->u.loop.body);
        plan_block(plan, s->u.loop.body, s->u.loop.body);
        plan_mark_lasting(plan, s->u.loop.head, s->u.loop.body);
        plan_block(plan, s->u.loop.step, s->u.loop.step);
    }
    plan->loops.count--;
}

/* What the forward pass sets for a loop that is run by a schedule. */
static void plan_schedule_var(void *data, Var *var)
{
    Noting *noting = data;

    plan_define(noting->plan, noting->loop, var, NULL);
    plan_need_expr(noting->plan, noting->loop, ir_var(noting->plan->d->p, var->loc, var));
}

static void plan_schedule(Plan *plan, Stmt *s)
{
    Noting noting = {.plan = plan, .loop = s};

    checkpoint_visit(checkpoint_of(plan->d, s), plan_slice_node, plan);
    checkpoint_vars(checkpoint_of(plan->d, s), plan_schedule_var, &noting);
}

static void plan_loop(Plan *plan, Stmt *s)
{
    Derive *d = plan->d;
    Frame  *frame = map_get(d->frames, s);
    Var    *trips = map_get(d->counters, s);
    Block  *body = s->kind == STMT_FOR ? s->u.loop_for.body : s->u.loop.body;

    if (s->kind == STMT_FOR && (split_is_active(d, s) || frees_has_end(d, NULL, body))) {
        plan_need_expr(plan, s, s->u.loop_for.from);
        plan_need_expr(plan, s, s->u.loop_for.to);
    }
    if (frame && frame->kind == FRAME_CHECKPOINT)
        plan_schedule(plan, s);
    if (frame)
        plan_framed(plan, frame);
    else
        plan_cached_loop(plan, s);
    plan_assigned(plan, s, plan_set_exit, true);
    if (frame && (frame->kind == FRAME_FUSED || frame->kind == FRAME_CHECKPOINT))
        return;
    if (trips)
        plan_need_expr(plan, s, ir_var(d->p, s->loc, trips));
    for (int pos = layout_info(d->layout, s)->pos; pos <= layout_info(d->layout, s)->end; pos++) {
        const Leave *leave = map_get(d->leavers, layout_stmt(d->layout, pos));

        if (leave && layout_info(d->layout, layout_stmt(d->layout, pos))->loop == s) {
            plan_need_expr(plan, s, ir_var(d->p, s->loc, leave->flag));
            break;
        }
    }
}

static void plan_opaque(Plan *plan, Stmt *s)
{
    for (int i = 0; i < s->u.opaque->writes.count; i++)
        if (plan_is_value(s->u.opaque->writes.items[i]))
            plan_define(plan, s, s->u.opaque->writes.items[i], NULL);
}

static void plan_slice_expr(void *data, const Expr *e, bool is_target)
{
    if (!(is_target && e->op == OP_VAR))
        ir_visit_expr(e, plan_slice_node, data);
}

static void plan_slice(Plan *plan, const Stmt *s)
{
    for (const Frame *frame = plan->frame; frame; frame = frame->outer) {
        if (frames_is_again(frame) && (map_get(frame->slice, s) || frames_runs(frame, s))) {
            ir_stmt_exprs(frame->kind == FRAME_RERUN ? rows_again(plan->d, s) : s, plan_slice_expr, plan);
            return;
        }
    }
}

/* A version that is born in the list and belongs to the block: does the register still hold it now? */
static void plan_mark_lasting(Plan *plan, const Block *list, const Block *block)
{
    for (int i = 0; i < list->stmts.count; i++) {
        Var     *var = registers_written(list->stmts.items[i]);
        Version *v = var ? map_get(plan->now, var) : NULL;

        if (v && v->block == block)
            v->lasts = true;
    }
}

/* The backward pass declares the adjoints of a variable-length array, with the size that it had. */
static void plan_decl(Plan *plan, Stmt *s)
{
    Var *shadow = map_get(plan->d->shadows, s->u.decl.var);

    for (const Type *type = shadow ? shadow->type : NULL; type && type->kind == TYPE_ARRAY; type = type->u.array.elem)
        if (type->u.array.length)
            plan_need_expr(plan, s, type->u.array.length);
}

static void plan_stmt(Plan *plan, Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:
        plan_decl(plan, s);
        break;
    case STMT_ASSIGN:
        plan_assign(plan, s);
        break;
    case STMT_CALL:
        plan_call(plan, s);
        break;
    case STMT_IF:
        plan_if(plan, s);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        plan_loop(plan, s);
        break;
    case STMT_OPAQUE:
        plan_opaque(plan, s);
        break;
    default:
        break;
    }
}

/* Walk a list whose versions belong to `owner`: itself, or the body of the loop whose condition it evaluates. */
static void plan_block(Plan *plan, Block *block, Block *owner)
{
    Block *outer = plan->block;

    plan->block = owner;
    for (int i = 0; i < block->stmts.count; i++) {
        plan_slice(plan, block->stmts.items[i]);
        plan_stmt(plan, block->stmts.items[i]);
    }
    if (block == owner)
        plan_mark_lasting(plan, block, owner);
    plan->block = outer;
}

/* All versions that are needed. */
static Versions plan_needed(const Plan *plan, Arena *arena)
{
    Derive  *d = plan->d;
    Versions all = {0};

    for (int i = 0; i < plan->wanted.count; i++)
        VEC_PUSH(arena, &all.list, plan->wanted.items[i]);
    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        Operands *needs = map_get(plan->needs, layout_stmt(d->layout, pos));

        for (int i = 0; needs && i < needs->list.count; i++)
            VEC_PUSH(arena, &all.list, needs->list.items[i].version);
    }
    return all;
}

/* Choose a way for each: first for what costs no memory, then for what is to be kept so that the rest costs least. */
static void plan_choose(Plan *plan)
{
    Arena   *arena = arena_new();
    Versions needed = plan_needed(plan, arena);

    for (int i = 0; i < needed.list.count; i++)
        ways_is_free(plan, needed.list.items[i]);
    cut_choose(plan, &needed);
    for (int i = 0; i < needed.list.count; i++)
        ways_choose(plan, needed.list.items[i]);
    arena_free(arena);
}

void plan_make(Derive *d)
{
    Plan *plan = ARENA_NEW(d->facts, Plan);

    plan->d = d;
    d->plan = plan;
    plan->frame = map_get(d->frames, d->fn);
    plan->now = map_new(d->facts);
    plan->needs = map_new(d->facts);
    plan->after = map_new(d->facts);
    plan->head = map_new(d->facts);
    plan->entry = map_new(d->facts);
    plan->before = map_new(d->facts);
    plan->record = map_new(d->facts);
    plan->counters = map_new(d->facts);
    plan->trips = map_new(d->facts);
    plan->owners = map_new(d->facts);
    plan->taped = map_new(d->facts);
    plan->rows = map_new(d->facts);
    plan->frame->last = plan->now;
    plan_block(plan, d->fn->body, d->fn->body);
    plan_choose(plan);
}
