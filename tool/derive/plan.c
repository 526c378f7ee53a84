#include "plan.h"

#include <string.h>

#include "analysis/regions.h"
#include "counts.h"
#include "frees.h"
#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"

enum { RECOMPUTE_OPERATIONS = 8, RECOMPUTE_REAL_OPERATIONS = 3, MOST_LOCAL_ELEMENTS = 1024,
       RECOMPUTE_INVARIANT_OPERATIONS = 1008 };

struct Plan {
    Derive *d;
    Frame  *frame;
    Map    *now;             /* Var -> Version, in the frame that is walked */
    Block  *block;
    VEC(Stmt *)    loops;    /* cached loops of the frame around the walk */
    VEC(Operand)   log;      /* replaced entries of `now`, while the branches of an IF are walked */
    int            logging;
    Map    *needs;           /* Stmt -> Operands */
    VEC(Version *) wanted;
    Map    *after, *head, *entry, *before, *record;
    Map    *taped;           /* loops that keep something on the tape -> themselves */
    Map    *counters;        /* FOR -> its counter in the backward pass */
};

static void plan_block(Plan *plan, Block *block, Block *owner);
static void plan_resolve(Plan *plan, Version *v);
static void plan_mark_lasting(Plan *plan, const Block *list, const Block *block);

/* ---- versions ---- */

static Version *plan_new(Plan *plan, VersionKind kind, Var *var, Stmt *at)
{
    Version *v = ARENA_NEW(plan->d->arena, Version);

    v->kind = kind;
    v->var = var;
    v->at = at;
    v->frame = plan->frame;
    v->block = plan->block;
    v->loop_count = plan->loops.count;
    v->loops = ARENA_ARRAY(plan->d->arena, Stmt *, plan->loops.count + 1);
    for (int i = 0; i < plan->loops.count; i++)
        v->loops[i] = plan->loops.items[i];
    return v;
}

static void plan_set(Plan *plan, Version *v)
{
    if (plan->logging) {
        Operand old = {v->var, map_get(plan->now, v->var)};

        VEC_PUSH(plan->d->arena, &plan->log, old);
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
    v = ARENA_NEW(plan->d->arena, Version);
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
} Collect;

static Version *plan_operand(const Operands *operands, const Var *var)
{
    for (int i = 0; operands && i < operands->list.count; i++)
        if (operands->list.items[i].var == var)
            return operands->list.items[i].version;
    return NULL;
}

static void plan_collect_node(void *data, const Expr *e)
{
    Collect *c = data;

    if (e->op == OP_VAR && e->u.var != c->result && plan_is_value(e->u.var) &&
        plan_operand(c->out, e->u.var) == NULL) {
        Operand operand = {e->u.var, plan_now(c->plan, e->u.var)};

        VEC_PUSH(c->plan->d->arena, &c->out->list, operand);
    }
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++) {
            Var *var = e->u.opaque->vars.items[i];

            if (plan_is_value(var) && plan_operand(c->out, var) == NULL) {
                Operand operand = {var, plan_now(c->plan, var)};

                VEC_PUSH(c->plan->d->arena, &c->out->list, operand);
            }
        }
}

static void plan_collect_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, plan_collect_node, data);
}

static void plan_collect_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, plan_collect_expr, data);
}

static Operands *plan_needs_of(Plan *plan, const Stmt *s)
{
    Operands *needs = map_get(plan->needs, s);

    if (needs == NULL) {
        needs = ARENA_NEW(plan->d->arena, Operands);
        map_put(plan->needs, s, needs);
    }
    return needs;
}

static void plan_need_expr(Plan *plan, const Stmt *s, const Expr *e)
{
    Collect c = {plan, plan_needs_of(plan, s), NULL};

    ir_visit_expr(e, plan_collect_node, &c);
}

static Operands *plan_operands(Plan *plan, const Expr *e)
{
    Collect c = {plan, ARENA_NEW(plan->d->arena, Operands), NULL};

    ir_visit_expr(e, plan_collect_node, &c);
    return c.out;
}

/* ---- the walk ---- */

static void plan_define(Plan *plan, Stmt *s, Var *var, const Expr *value)
{
    Operands *operands = value ? plan_operands(plan, value) : NULL;
    Version  *v = plan_new(plan, VERSION_DEF, var, s);

    v->value = value;
    v->operands = operands;
    plan_set(plan, v);
}

static void plan_note_home(Plan *plan, Stmt *s)
{
    const Expr *value = s->u.assign.value;
    Version    *v;

    if (value->op != OP_VAR || !plan_is_value(value->u.var) ||
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

    if (local) {
        Collect c = {plan, plan_needs_of(plan, s), result};

        ir_visit_stmts(local, plan_collect_stmt, &c);
    }
    if (place->op == OP_VAR && plan_is_value(place->u.var))
        plan_define(plan, s, place->u.var, s->u.assign.value);
    else if (type_is_scalar(place->type))
        plan_note_home(plan, s);
    if (result) {
        Operand operand = {result, plan_now(plan, place->u.var)};

        VEC_PUSH(plan->d->arena, &plan_needs_of(plan, s)->list, operand);
    }
}

static void plan_call(Plan *plan, Stmt *s)
{
    const Expr *place = s->u.call.place;

    if (frees_time(plan->d, s) == FREE_AT_END) {
        plan_need_expr(plan, s, s->u.call.args[0]);
        plan_need_expr(plan, s, shadow_pointer(plan->d, s->u.call.args[0]));
    }
    if (place && place->op == OP_VAR && plan_is_value(place->u.var))
        plan_define(plan, s, place->u.var, NULL);
}

/* Walk a branch; what it changed is left in the log from `from` on, and `now` is as before. */
static void plan_branch(Plan *plan, Block *branch, int from)
{
    plan->logging++;
    plan_block(plan, branch, branch);
    plan->logging--;
    for (int i = plan->log.count - 1; i >= from; i--)
        map_put(plan->now, plan->log.items[i].var, plan->log.items[i].version);
}

/* What either branch has changed is a new version behind the IF. */
static void plan_join(Plan *plan, Stmt *s, int from)
{
    Map         *joined = map_new(plan->d->arena);
    VEC(Var *)   vars = {0};

    for (int i = from; i < plan->log.count; i++) {
        Var *var = plan->log.items[i].var;

        if (map_get(joined, var) == NULL)
            VEC_PUSH(plan->d->arena, &vars, var);
        map_put(joined, var, var);
    }
    plan->log.count = from;
    for (int i = 0; i < vars.count; i++)
        plan_set(plan, plan_new(plan, VERSION_JOIN, vars.items[i], s));
}

static void plan_if(Plan *plan, Stmt *s)
{
    int from = plan->log.count;

    if ((split_is_active(plan->d, s) && map_get(plan->d->leavers, s) == NULL) || frees_has_end(plan->d, s->u.branch.then) ||
        frees_has_end(plan->d, s->u.branch.other))
        plan_need_expr(plan, s, s->u.branch.cond);
    plan_branch(plan, s->u.branch.then, from);
    {
        int middle = plan->log.count;

        plan_branch(plan, s->u.branch.other, middle);
    }
    plan_join(plan, s, from);
}

/* Call `note` for every register that a loop assigns, once. */
static void plan_assigned(Plan *plan, const Stmt *loop, void (*note)(Plan *plan, Stmt *loop, Var *var), bool counter)
{
    const StmtInfo *info = layout_info(plan->d->layout, loop);
    Map            *seen = map_new(plan->d->arena);

    for (int pos = counter ? info->pos : info->pos + 1; pos <= info->end; pos++) {
        Stmt *s = layout_stmt(plan->d->layout, pos);
        Var  *var = registers_written(s);

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

static void plan_set_head(Plan *plan, Stmt *loop, Var *var)
{
    plan_set(plan, plan_new(plan, VERSION_HEAD, var, loop));
}

static void plan_set_exit(Plan *plan, Stmt *loop, Var *var)
{
    plan_set(plan, plan_new(plan, VERSION_EXIT, var, loop));
}

static void plan_cached_loop(Plan *plan, Stmt *s)
{
    Block *outer = plan->block;

    VEC_PUSH(plan->d->arena, &plan->loops, s);
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

static void plan_framed_loop(Plan *plan, Stmt *s, Frame *frame)
{
    Plan outer = *plan;

    plan->frame->last = plan->now;
    plan->frame = frame;
    plan->now = map_new(plan->d->arena);
    plan->loops.items = NULL;
    plan->loops.count = plan->loops.room = 0;
    plan->log.items = NULL;
    plan->log.count = plan->log.room = 0;
    plan->logging = 0;
    frame->last = plan->now;
    if (s->kind == STMT_LOOP && !s->u.loop.at_end)
        plan_block(plan, s->u.loop.head, frame->body);
    plan_block(plan, frame->body, frame->body);
    outer.wanted = plan->wanted;
    *plan = outer;
}

static void plan_loop(Plan *plan, Stmt *s)
{
    Derive *d = plan->d;
    Frame  *frame = map_get(d->frames, s);
    Var    *trips = map_get(d->counters, s);
    Block  *body = s->kind == STMT_FOR ? s->u.loop_for.body : s->u.loop.body;

    if (s->kind == STMT_FOR && (split_is_active(d, s) || frees_has_end(d, body))) {
        plan_need_expr(plan, s, s->u.loop_for.from);
        plan_need_expr(plan, s, s->u.loop_for.to);
    }
    if (frame)
        plan_framed_loop(plan, s, frame);
    else
        plan_cached_loop(plan, s);
    plan_assigned(plan, s, plan_set_exit, true);
    if (frame && frame->kind == FRAME_FUSED)
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

/* Statements that a rerun frame runs again read what comes into the frame from outside. */
static void plan_slice_node(void *data, const Expr *e)
{
    Plan *plan = data;

    if (e->op != OP_VAR || !plan_is_value(e->u.var))
        return;
    for (Version *v = plan_now(plan, e->u.var); v && v->kind == VERSION_ENTRY; v = v->outer)
        if (v->frame->kind == FRAME_RERUN)
            VEC_PUSH(plan->d->arena, &plan->wanted, v);
}

static void plan_slice_expr(void *data, const Expr *e, bool is_target)
{
    if (!(is_target && e->op == OP_VAR))
        ir_visit_expr(e, plan_slice_node, data);
}

static void plan_slice(Plan *plan, const Stmt *s)
{
    for (const Frame *frame = plan->frame; frame; frame = frame->outer) {
        if (frame->kind == FRAME_RERUN && map_get(frame->slice, s)) {
            ir_stmt_exprs(s, plan_slice_expr, plan);
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

/* ---- ways ---- */

static void plan_hook(Plan *plan, Map *map, const void *key, Version *v)
{
    Versions *list = map_get(map, key);

    if (list == NULL) {
        list = ARENA_NEW(plan->d->arena, Versions);
        map_put(map, key, list);
    }
    VEC_PUSH(plan->d->arena, &list->list, v);
}

static bool plan_is_last(const Version *v)
{
    if (map_get(v->frame->last, v->var) != v)
        return false;
    return v->frame->kind != FRAME_RERUN || v->kind == VERSION_ENTRY || map_get(v->frame->needed, v->var);
}

static bool plan_is_counter(const Version *v)
{
    if (v->kind == VERSION_HEAD)
        return v->at->kind == STMT_FOR && v->at->u.loop_for.var == v->var;
    return v->kind == VERSION_ENTRY && v->frame->loop && v->frame->loop->kind == STMT_FOR &&
           v->frame->loop->u.loop_for.var == v->var;
}

static bool plan_is_free(Plan *plan, Version *v);

static bool plan_all_free(Plan *plan, const Operands *operands)
{
    for (int i = 0; operands && i < operands->list.count; i++)
        if (!plan_is_free(plan, operands->list.items[i].version))
            return false;
    return true;
}

static void plan_count_node(void *data, const Expr *e)
{
    int *count = data;

    if (e->op == OP_CALL || e->op == OP_OPAQUE || (e->op == OP_DIV && type_is_real(e->type)))
        *count += 1000;
    else if (!(op_info[e->op].flags & OPF_LEAF) && e->op != OP_CAST && e->op != OP_DECAY)
        *count += 1;
}

static int plan_operations(const Version *v, int depth)
{
    int count = 0;

    ir_visit_expr(v->value, plan_count_node, &count);
    for (int i = 0; depth < 8 && v->operands && i < v->operands->list.count; i++) {
        const Version *w = v->operands->list.items[i].version;

        if (w->resolved && w->way == WAY_RECOMPUTE)
            count += plan_operations(w, depth + 1);
    }
    return count;
}

/* Whether all iterations of the loops around compute the same: evaluating it once more, outside them, costs nothing. */
static bool plan_is_invariant(const Plan *plan, const Version *v)
{
    const StmtInfo *outer;

    if (v->kind != VERSION_DEF || v->value == NULL || v->loop_count == 0 || v->at->kind == STMT_CALL)
        return false;
    outer = layout_info(plan->d->layout, v->loops[0]);
    return !layout_changes(plan->d->layout, v->value, outer->pos, outer->end);
}

/* Whether the value can be had again by evaluating what was assigned. */
static bool plan_recomputes(Plan *plan, Version *v)
{
    int  most;
    bool ok;

    if (v->kind != VERSION_DEF || v->value == NULL || v->visiting)
        return false;
    if (map_get(plan->d->shadow_stmts, v->at) == NULL && v->at->kind == STMT_CALL)
        return false;
    most = plan_is_invariant(plan, v) ? RECOMPUTE_INVARIANT_OPERATIONS
           : type_is_real(v->var->type) ? RECOMPUTE_REAL_OPERATIONS
                                        : RECOMPUTE_OPERATIONS;
    if (plan_operations(v, 0) > most)
        return false;
    v->visiting = true;
    ok = frames_all_readable(plan->d, v->value, v->at, false) && plan_all_free(plan, v->operands) &&
         plan_operations(v, 0) <= most;
    v->visiting = false;
    return ok;
}

static bool plan_at_home(Plan *plan, Version *v)
{
    return v->home && !v->visiting && frames_all_readable(plan->d, v->home->u.assign.place, v->home, true) &&
           plan_all_free(plan, v->home_operands);
}

static bool plan_in_rerun(const Frame *frame)
{
    while (frame && frame->kind != FRAME_RERUN)
        frame = frame->outer;
    return frame != NULL;
}

/* Whether a version is had from outside its frame: what enters a rerun frame, and what passes unchanged through a fused
 * loop inside of one. */
static bool plan_comes_in(Plan *plan, const Version *v)
{
    const StmtInfo *info;

    if (v->kind != VERSION_ENTRY || v->frame->outer == NULL)
        return false;
    if (v->frame->kind == FRAME_RERUN)
        return true;
    info = layout_info(plan->d->layout, v->frame->loop);
    return plan_in_rerun(v->frame) && !layout_assigns(plan->d->layout, v->var, info->pos, info->end);
}

/* A way that costs no memory, or one that has been chosen already. */
static bool plan_try_free(Plan *plan, Version *v)
{
    if (v->resolved)
        return true;
    if (plan_is_counter(v)) {
        v->way = v->frame->kind == FRAME_FUSED && v->kind == VERSION_ENTRY ? WAY_READ : WAY_FREE;
    } else if (plan_comes_in(plan, v)) {
        if (!plan_is_free(plan, v->outer))
            return false;
        v->way = WAY_OUTER;
    } else if (plan_is_last(v)) {
        v->way = WAY_READ;
    } else if (v->kind == VERSION_ENTRY && v->frame->kind == FRAME_FUSED &&
               !layout_assigns(plan->d->layout, v->var, layout_info(plan->d->layout, v->frame->loop)->pos,
                               layout_info(plan->d->layout, v->frame->loop)->end)) {
        v->way = WAY_READ;
    } else if (v->loop_count > 0 && plan_at_home(plan, v)) {
        v->way = WAY_HOME;
    } else if ((v->loop_count > 0 || !type_is_real(v->var->type)) && plan_recomputes(plan, v)) {
        v->way = WAY_RECOMPUTE;
    } else {
        return false;
    }
    v->resolved = true;
    return true;
}

static bool plan_is_free(Plan *plan, Version *v)
{
    return plan_try_free(plan, v);
}

/* A variable, named after the version's, that keeps it; an array of the type, or a pointer to the elements. */
static Var *plan_keeper(Derive *d, const Version *v, const char *suffix, const Type *type)
{
    Var *keeper = shadow_temp(d, arena_printf(d->arena, "%s_%s", v->var->name, suffix), type, v->var->loc);

    keeper->is_shadow = v->var->is_shadow;
    return keeper;
}

static void plan_hook_birth(Plan *plan, Version *v)
{
    if (v->kind == VERSION_ENTRY)
        plan_hook(plan, plan->entry, v->frame, v);
    else if (v->kind == VERSION_HEAD)
        plan_hook(plan, plan->head, v->at, v);
    else
        plan_hook(plan, plan->after, v->at, v);
}

/* The outermost framed loop that an array can be made before, once for all its iterations. */
static Stmt *plan_site(const Plan *plan, const Version *v)
{
    Stmt *site = v->loops[0];

    for (const Frame *frame = v->frame; frame->loop && !counts_change(plan->d, v->loops, v->loop_count, frame->loop); frame = frame->outer)
        site = frame->loop;
    return site;
}

static void plan_keep_array(Plan *plan, Version *v)
{
    Derive    *d = plan->d;
    long long  count = counts_constant(d, v->loops, v->loop_count);
    const Type *elem = type_unqualified(d->p, v->var->type);

    v->way = WAY_ARRAY;
    if (count >= 0 && count <= MOST_LOCAL_ELEMENTS) {
        v->store = plan_keeper(d, v, "at", type_array(d->p, elem, count, NULL));
        v->store->is_register = false;
    } else {
        v->store = plan_keeper(d, v, "at", type_pointer(d->p, elem));
        plan_hook(plan, plan->before, plan_site(plan, v), v);
    }
    plan_hook_birth(plan, v);
}

static void plan_keep(Plan *plan, Version *v)
{
    Derive *d = plan->d;

    if (v->loop_count == 0) {
        v->way = WAY_LOCAL;
        v->store = plan_keeper(d, v, "kept", v->var->type);
        plan_hook_birth(plan, v);
    } else if (counts_known(plan->d, v->loops, v->loop_count)) {
        plan_keep_array(plan, v);
    } else {
        v->way = WAY_TAPE;
        v->store = plan_keeper(d, v, "was", v->var->type);
        if (!v->lasts) {
            v->copy = plan_keeper(d, v, "kept", v->var->type);
            plan_hook_birth(plan, v);
        }
        plan_hook(plan, plan->record, v->block, v);
        for (int i = 0; i < v->loop_count; i++) {
            ENSURE(split_is_active(d, v->loops[i]));      /* what is pushed is popped where the loop runs backward */
            map_put(plan->taped, v->loops[i], v->loops[i]);
        }
    }
}

static void plan_resolve(Plan *plan, Version *v)
{
    if (plan_try_free(plan, v))
        return;
    v->resolved = true;
    if (plan_comes_in(plan, v)) {
        plan_resolve(plan, v->outer);
        v->way = WAY_OUTER;
    } else {
        plan_keep(plan, v);
    }
}

void plan_make(Derive *d)
{
    Plan *plan = ARENA_NEW(d->arena, Plan);

    plan->d = d;
    d->plan = plan;
    plan->frame = map_get(d->frames, d->fn);
    plan->now = map_new(d->arena);
    plan->needs = map_new(d->arena);
    plan->after = map_new(d->arena);
    plan->head = map_new(d->arena);
    plan->entry = map_new(d->arena);
    plan->before = map_new(d->arena);
    plan->record = map_new(d->arena);
    plan->counters = map_new(d->arena);
    plan->taped = map_new(d->arena);
    plan->frame->last = plan->now;
    plan_block(plan, d->fn->body, d->fn->body);
    for (int i = 0; i < plan->wanted.count; i++)
        plan_resolve(plan, plan->wanted.items[i]);
    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        Operands *needs = map_get(plan->needs, layout_stmt(d->layout, pos));

        for (int i = 0; needs && i < needs->list.count; i++)
            plan_resolve(plan, needs->list.items[i].version);
    }
}

/* ---- access ---- */

typedef struct Access {
    Derive         *d;
    const Operands *operands;
} Access;

static const Expr *plan_map(Derive *d, const Operands *operands, const Expr *e);

/* The register that stands for the variable where the frame's code runs. */
static Var *plan_renamed(const Frame *frame, Var *var)
{
    for (; frame; frame = frame->outer) {
        Var *renamed = map_get(frame->renamed, var);

        if (renamed)
            return renamed;
    }
    return var;
}

static const Expr *plan_access(Derive *d, Version *v, Loc loc)
{
    Program *p = d->p;
    Var     *renamed;

    switch (v->way) {
    case WAY_READ:
        return ir_var(p, loc, plan_renamed(v->frame, v->var));
    case WAY_FREE: {
        const Stmt *loop = v->kind == VERSION_HEAD ? v->at : v->frame->loop;

        renamed = map_get(d->plan->counters, loop);
        return ir_var(p, loc, renamed ? renamed : v->var);
    }
    case WAY_OUTER:
        return plan_access(d, v->outer, loc);
    case WAY_RECOMPUTE:
        return plan_map(d, v->operands, v->value);
    case WAY_HOME:
        return plan_map(d, v->home_operands, v->home->u.assign.place);
    case WAY_ARRAY:
        return plan_element(d, v, true);
    default:
        return ir_var(p, loc, v->store);
    }
}

static const Expr *plan_map_node(void *data, const Expr *e)
{
    Access  *access = data;
    Version *v = e->op == OP_VAR ? plan_operand(access->operands, e->u.var) : NULL;

    return v ? plan_access(access->d, v, e->loc) : e;
}

static const Expr *plan_map(Derive *d, const Operands *operands, const Expr *e)
{
    Access access = {d, operands};

    return ir_map_expr(d->p, e, plan_map_node, &access);
}

const Expr *plan_expr(Derive *d, const Stmt *s, const Expr *e)
{
    return plan_map(d, map_get(d->plan->needs, s), e);
}

typedef struct Forward {
    Derive *d;
    Frame  *frame;
} Forward;

static const Expr *plan_forward_node(void *data, const Expr *e)
{
    Forward *forward = data;

    if (e->op != OP_VAR)
        return e;
    for (Frame *frame = forward->frame; frame; frame = frame->outer) {
        Var     *renamed = map_get(frame->renamed, e->u.var);
        Version *v = map_get(frame->entry, e->u.var);

        if (renamed)
            return ir_var(forward->d->p, e->loc, renamed);
        if (frame->kind == FRAME_RERUN && v && v->resolved)
            return plan_access(forward->d, v, e->loc);
        if (frame->kind == FRAME_RERUN) {
            ENSURE(!layout_assigns(forward->d->layout, e->u.var, 0, layout_count(forward->d->layout)));
            return e;
        }
    }
    return e;
}

const Expr *plan_forward(Derive *d, Frame *frame, const Expr *e)
{
    Forward forward = {d, frame};

    return ir_map_expr(d->p, e, plan_forward_node, &forward);
}

const Expr *plan_elements(Derive *d, const Version *v)
{
    return counts_elements(d, v->loops, v->loop_count);
}

/* What the loops' bounds and counters are in the backward pass. */
static Operands *plan_operands_back(Derive *d, const Version *v)
{
    Operands *operands = ARENA_NEW(d->arena, Operands);

    for (int i = 0; i < v->loop_count; i++) {
        Var      *counter = v->loops[i]->u.loop_for.var;
        Version  *head = ARENA_NEW(d->arena, Version);
        Operand   own = {counter, head};
        Operands *needs = map_get(d->plan->needs, v->loops[i]);

        ENSURE(map_get(d->plan->counters, v->loops[i]) != NULL);
        *head = (Version){.kind = VERSION_HEAD, .var = counter, .at = v->loops[i], .way = WAY_FREE};
        VEC_PUSH(d->arena, &operands->list, own);
        for (int k = 0; needs && k < needs->list.count; k++)
            if (plan_operand(operands, needs->list.items[k].var) == NULL)
                VEC_PUSH(d->arena, &operands->list, needs->list.items[k]);
    }
    return operands;
}

const Expr *plan_element(Derive *d, const Version *v, bool backward)
{
    Loc         loc = v->at->loc;
    const Expr *index = counts_index(d, v->loops, v->loop_count);

    if (backward)
        index = plan_map(d, plan_operands_back(d, v), index);
    return ir_index(d->p, loc, ir_var(d->p, loc, v->store), index);
}

void plan_set_counter(Derive *d, const Stmt *loop, Var *counter)
{
    map_put(d->plan->counters, loop, counter);
}

bool plan_is_taped(Derive *d, const Stmt *loop)
{
    return map_get(d->plan->taped, loop) != NULL;
}

const Versions *plan_after(Derive *d, const Stmt *s)
{
    return map_get(d->plan->after, s);
}

const Versions *plan_at_head(Derive *d, const Stmt *loop)
{
    return map_get(d->plan->head, loop);
}

const Versions *plan_at_entry(Derive *d, const Frame *frame)
{
    return map_get(d->plan->entry, frame);
}

const Versions *plan_before(Derive *d, const Stmt *loop)
{
    return map_get(d->plan->before, loop);
}

const Versions *plan_record(Derive *d, const Block *block)
{
    return map_get(d->plan->record, block);
}
