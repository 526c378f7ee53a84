#include "counts.h"
#include "finite.h"
#include "plan_parts.h"
#include "registers.h"
#include "shadow.h"
#include "split.h"
#include "swaps.h"

enum { RECOMPUTE_OPERATIONS = 8, RECOMPUTE_REAL_OPERATIONS = 3, MOST_LOCAL_ELEMENTS = 1024,
       DIVISION_OPERATIONS = 1000, CALL_OPERATIONS = 2000, RECOMPUTE_INVARIANT_OPERATIONS = CALL_OPERATIONS + 8 };

void ways_hook(Plan *plan, Map *map, const void *key, Version *v)
{
    Versions *list = map_get(map, key);

    if (list == NULL) {
        list = ARENA_NEW(plan->d->facts, Versions);
        map_put(map, key, list);
    }
    VEC_PUSH(plan->d->facts, &list->list, v);
}

/* Whether the register still holds in the backward pass, in the branch that gave it the value, what it held at the end of that. */
static bool ways_stays_joined(const Plan *plan, const Version *v)
{
    return v->joined && v->frame->kind != FRAME_RERUN && v->frame->kind != FRAME_CHECKPOINT && plan->d->pair == NULL &&
           type_is_arithmetic(v->var->type) &&
           (map_get(v->frame->last, v->var) == v->joined || ways_stays_joined(plan, v->joined));
}

static bool ways_is_last(const Version *v)
{
    if (map_get(v->frame->last, v->var) != v)
        return false;
    return v->frame->kind != FRAME_RERUN || v->kind == VERSION_ENTRY || map_get(v->frame->needed, v->var);
}

static bool ways_is_counter(const Version *v)
{
    if (v->kind == VERSION_HEAD)
        return v->at->kind == STMT_FOR && v->at->u.loop_for.var == v->var;
    return v->kind == VERSION_ENTRY && v->frame->loop && v->frame->loop->kind == STMT_FOR &&
           v->frame->loop->u.loop_for.var == v->var;
}


static bool ways_all_free(Plan *plan, const Operands *operands)
{
    for (int i = 0; operands && i < operands->list.count; i++)
        if (!ways_is_free(plan, operands->list.items[i].version))
            return false;
    return true;
}

typedef struct Operations {
    int  count;
    bool real;            /* arithmetic on indices costs nothing beside that on reals */
} Operations;

static void ways_count_node(void *data, const Expr *e)
{
    Operations *operations = data;

    if (e->op == OP_CALL || e->op == OP_OPAQUE)
        operations->count += CALL_OPERATIONS;
    else if (e->op == OP_DIV && type_is_real(e->type))
        operations->count += DIVISION_OPERATIONS;
    else if (!(op_info[e->op].flags & OPF_LEAF) && e->op != OP_CAST && e->op != OP_DECAY &&
             (!operations->real || (type_is_real(e->type) && !(op_info[e->op].flags & OPF_PLACE))))
        operations->count += 1;
}

static int ways_operations(const Version *v, int depth)
{
    Operations operations = {0, type_is_real(v->var->type)};
    int        count;

    ir_visit_expr(v->value, ways_count_node, &operations);
    count = operations.count;
    for (int i = 0; depth < 8 && v->operands && i < v->operands->list.count; i++) {
        const Version *w = v->operands->list.items[i].version;

        if (w->resolved && w->way == WAY_RECOMPUTE)
            count += ways_operations(w, depth + 1);
    }
    return count;
}

/* Whether all iterations of the loops around compute the same: evaluating it once more, outside them, costs nothing. */
static bool ways_is_invariant(const Plan *plan, const Version *v)
{
    const StmtInfo *outer;

    if (v->kind != VERSION_DEF || v->value == NULL || v->loop_count == 0 || v->at->kind == STMT_CALL)
        return false;
    outer = layout_info(plan->d->layout, v->loops[0]);
    return !layout_changes(plan->d->layout, v->value, outer->pos, outer->end);
}

/* Whether the value is made of pointers that will have been swapped, or swapped back, when it is asked for: they are what
 * they were at each moment, and the value may be asked for at another one. */
static bool ways_is_swapped(const Plan *plan, const Version *v)
{
    for (int i = 0; v->operands && i < v->operands->list.count; i++)
        if (swaps_moves(plan->d, v->operands->list.items[i].var, v->at))
            return true;
    return false;
}

/* What it may take to compute the value again.  One division costs no more than to keep what comes of it, where it is used
 * once, or all its uses stand side by side, as no adjoint has to be asked whether it is zero before a finite factor. */
static int ways_most_operations(const Plan *plan, const Version *v)
{
    if (ways_is_invariant(plan, v))
        return RECOMPUTE_INVARIANT_OPERATIONS;
    if (!type_is_real(v->var->type))
        return RECOMPUTE_OPERATIONS;
    if (v->loop_count == 0)
        return RECOMPUTE_REAL_OPERATIONS;
    return RECOMPUTED_OPERATIONS + (v->uses <= 1 || finite_number(plan->d, v->at, v->value) ? DIVISION_OPERATIONS : 0);
}

bool ways_is_arithmetic(Plan *plan, const Version *v)
{
    return v->kind == VERSION_DEF && v->value && (v->loop_count > 0 || !type_is_real(v->var->type)) &&
           (map_get(plan->d->shadow_stmts, v->at) || v->at->kind != STMT_CALL) && !ways_is_swapped(plan, v) &&
           ways_operations(v, 0) <= ways_most_operations(plan, v) && frames_all_readable(plan->d, v->value, v->at, false);
}

/* Whether the value can be had again by evaluating what was assigned. */
static bool ways_recomputes(Plan *plan, Version *v)
{
    bool ok;

    if (v->visiting || !ways_is_arithmetic(plan, v))
        return false;
    v->visiting = true;
    ok = ways_all_free(plan, v->operands) && ways_operations(v, 0) <= ways_most_operations(plan, v);
    v->visiting = false;
    return ok;
}

static bool ways_at_home(Plan *plan, Version *v)
{
    return v->home && !v->visiting && frames_all_readable(plan->d, v->home->u.assign.place, v->home, true) &&
           ways_all_free(plan, v->home_operands);
}

/* ---- induction ---- */

/* var = var + c, where c is a constant: c; 0 where the statement is none. */
static long long ways_step(const Stmt *s, const Var *var)
{
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : NULL;
    long long   step;

    if (value == NULL || !(value->op == OP_ADD || value->op == OP_SUB || value->op == OP_PTRADD) ||
        value->args[0]->op != OP_VAR || value->args[0]->u.var != var || !ir_integer(value->args[1], &step))
        return 0;
    return value->op == OP_SUB ? -step : step;
}

/* Whether the statement runs in every iteration of the loop but, perhaps, the one that leaves it. */
static bool ways_always_runs(Derive *d, const Stmt *s, const Stmt *loop)
{
    const StmtInfo *info = layout_info(d->layout, s);

    if (loop->kind == STMT_LOOP && loop->u.loop.head->stmts.count > 0 && !loop->u.loop.at_end)
        return false;
    for (const Stmt *up = info->parent; up != loop; up = layout_info(d->layout, up)->parent) {
        if (up->kind == STMT_BLOCK)
            continue;
        if (up->kind != STMT_IF || map_get(d->leavers, up) == NULL || layout_info(d->layout, up)->loop != loop)
            return false;
        if (up->u.branch.other->stmts.count == 0 ||
            info->pos < layout_info(d->layout, up->u.branch.other->stmts.items[0])->pos)
            return false;
    }
    return true;
}

/* What each iteration of the loop adds to the register at the version's head of it; 0: something else happens to it. */
long long ways_increment(Derive *d, const Version *v)
{
    const StmtInfo *info = layout_info(d->layout, v->at);
    long long       step = 0;

    if (type_is_integer(v->var->type) && type_promoted(d->p, v->var->type->canon) != v->var->type->canon)
        return 0;
    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if (registers_written(s) != v->var || (s->kind == STMT_DECL && s->u.decl.init == NULL))
            continue;
        if (step != 0 || !ways_always_runs(d, s, v->at))
            return 0;
        step = ways_step(s, v->var);
        if (step == 0)
            return 0;
    }
    return step;
}

/* A pointer that begins in a row of a matrix may go on into the next: it has to stay a pointer. */
static bool ways_begins_in_row(const Version *v)
{
    return v->kind == VERSION_DEF && v->value && type_is_pointer(v->value->type) && ir_row(v->value) != NULL;
}

static bool ways_is_induction(Plan *plan, Version *v)
{
    if (v->kind != VERSION_HEAD || v->visiting || !(type_is_integer(v->var->type) || type_is_pointer(v->var->type)) ||
        !access_numbers(plan->d, v->at) || ways_increment(plan->d, v) == 0 || ways_begins_in_row(v->outer))
        return false;
    v->visiting = true;
    ways_choose(plan, v->outer);
    v->visiting = false;
    return true;
}

/* Whether a version is had from outside its frame: what enters a rerun frame, and what passes unchanged through a fused
 * loop inside of one. */
static bool ways_comes_in(Plan *plan, const Version *v)
{
    const StmtInfo *info;

    if (v->kind != VERSION_ENTRY || v->frame->outer == NULL)
        return false;
    if (v->frame->kind == FRAME_RERUN)
        return true;
    info = layout_info(plan->d->layout, v->frame->loop);
    return frames_in_again(v->frame) && !layout_assigns(plan->d->layout, v->var, info->pos, info->end);
}

/* Whether what says the size of the version's array means something else in another iteration of the loop. */
static bool ways_size_changes(const Plan *plan, const Version *v, const Stmt *loop)
{
    const StmtInfo *info = layout_info(plan->d->layout, loop);

    return counts_change(plan->d, v->loops, v->loop_count, loop) ||
           (v->row && layout_changes(plan->d->layout, v->row->stride, info->pos, info->end));
}

static void ways_find_risk(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_DIV || e->op == OP_REM || e->op == OP_CALL || e->op == OP_OPAQUE;
}

/* Whether the size of the version's array can be found anywhere, whatever the values that say it. */
static bool ways_size_is_plain(const Plan *plan, const Version *v)
{
    const Expr *count = counts_elements(plan->d, v->loops, v->loop_count);
    bool        risk = ir_reads_memory(count) || (v->row && ir_reads_memory(v->row->stride));

    ir_visit_expr(count, ways_find_risk, &risk);
    if (v->row)
        ir_visit_expr(v->row->stride, ways_find_risk, &risk);
    return !risk;
}

/* The outermost of the loops around what a step runs again that an array can be made before, once for all steps. */
static Stmt *ways_before_steps(const Plan *plan, const Version *v, Stmt *site, const Stmt *step)
{
    Stmt *loop = layout_info(plan->d->layout, step)->loop;

    if (!ways_size_is_plain(plan, v))
        return site;
    for (; loop && map_get(plan->d->frames, loop) == NULL && !ways_size_changes(plan, v, loop);
         loop = layout_info(plan->d->layout, loop)->loop)
        site = loop;
    return site;
}

/* The outermost framed loop that an array can be made before, once for all its iterations. */
static Stmt *ways_site(const Plan *plan, const Version *v)
{
    Stmt *site = v->loops[0];

    if (counts_condition(plan->d, v->loops, v->loop_count))
        return site;                                 /* which is asked right before it */
    for (const Frame *frame = v->frame; frame->loop && !ways_size_changes(plan, v, frame->loop); frame = frame->outer) {
        if (frame->kind == FRAME_CHECKPOINT && layout_info(plan->d->layout, v->loops[0])->parent != frame->loop &&
            !ways_size_is_plain(plan, v))
            return site;
        if (frame->kind == FRAME_FUSED || frame->kind == FRAME_CHECKPOINT)
            site = frame->loop;
        else if (map_get(plan->d->steps, frame->loop))
            site = ways_before_steps(plan, v, site, frame->loop);
        else if (!ways_size_is_plain(plan, v))       /* it may mean nothing where the branch is not taken */
            return site;
    }
    return site;
}

/* A copy of part of an array stands in an array of them. */
static void ways_keep_row(Plan *plan, Version *v)
{
    v->way = WAY_ROW;
    v->store = v->row->store;
    VEC_PUSH(plan->d->facts, &plan->kept.list, v);
    ways_hook(plan, plan->before, ways_site(plan, v), v);
}

/* A way that costs no memory, or one that has been chosen already. */
bool ways_is_free(Plan *plan, Version *v)
{
    if (v->resolved)
        return true;
    if (v->row) {
        ways_all_free(plan, v->operands);
        ways_keep_row(plan, v);
        v->resolved = true;
        return true;
    }
    if (swaps_holds(plan->d, v->var) && !(v->kind == VERSION_DEF && swaps_is_step(plan->d, v->at)) &&
        !(v->kind == VERSION_ENTRY && v->frame->outer && !swaps_hands_round(plan->d, v->frame->loop, v->var))) {
        v->way = WAY_READ;
    } else if (ways_is_counter(v)) {
        v->way = v->frame->kind == FRAME_FUSED && v->kind == VERSION_ENTRY ? WAY_READ : WAY_FREE;
    } else if (ways_comes_in(plan, v)) {
        if (!ways_is_free(plan, v->outer))
            return false;
        v->way = WAY_OUTER;
    } else if (ways_is_last(v) && !(v->kind == VERSION_DEF && swaps_is_step(plan->d, v->at))) {
        v->way = WAY_READ;
    } else if (ways_stays_joined(plan, v)) {
        v->way = WAY_READ;
    } else if (v->kind == VERSION_ENTRY && (v->frame->kind == FRAME_FUSED || v->frame->kind == FRAME_BRANCH) &&
               !layout_assigns(plan->d->layout, v->var, layout_info(plan->d->layout, v->frame->loop)->pos,
                               layout_info(plan->d->layout, v->frame->loop)->end)) {
        v->way = WAY_READ;
    } else if (ways_is_induction(plan, v)) {
        v->way = WAY_INDUCTION;
    } else if (v->loop_count > 0 && ways_at_home(plan, v)) {
        v->way = WAY_HOME;
    } else if (ways_recomputes(plan, v)) {
        v->way = WAY_RECOMPUTE;
    } else {
        return false;
    }
    v->resolved = true;
    return true;
}

Var *ways_keeper(Derive *d, const Version *v, const char *suffix, const Type *type)
{
    Var *keeper = shadow_temp(d, arena_printf(d->arena, "%s_%s", v->var->name, suffix), type, v->var->loc);

    keeper->is_shadow = v->var->is_shadow;
    keeper->is_kept = type_is_pointer(type) && (v->var->is_kept || !type_is_pointer(v->var->type));
    return keeper;
}

void ways_hook_birth(Plan *plan, Version *v)
{
    if (v->kind == VERSION_ENTRY)
        ways_hook(plan, plan->entry, v->frame, v);
    else if (v->kind == VERSION_HEAD)
        ways_hook(plan, plan->head, v->at, v);
    else
        ways_hook(plan, plan->after, v->at, v);
}

static void ways_keep_array(Plan *plan, Version *v)
{
    Derive    *d = plan->d;
    long long  count = counts_constant(d, v->loops, v->loop_count);
    const Type *elem = type_unqualified(d->p, v->var->type);

    v->way = WAY_ARRAY;
    if (count >= 0 && count <= MOST_LOCAL_ELEMENTS) {
        v->store = ways_keeper(d, v, "at", type_array(d->p, elem, count, NULL));
        v->store->is_register = false;
    } else {
        v->store = ways_keeper(d, v, "at", type_pointer(d->p, elem));
        ways_hook(plan, plan->before, ways_site(plan, v), v);
    }
    ways_hook_birth(plan, v);
}

/* Whether a local variable can keep it: outside loops; in a branch of a function whose two passes are apart, the tape does. */
static bool ways_is_local(const Derive *d, const Version *v)
{
    return v->loop_count == 0 && !(d->pair && v->frame->kind == FRAME_ROOT && v->block != d->fn->body);
}

static void ways_keep(Plan *plan, Version *v)
{
    Derive *d = plan->d;

    VEC_PUSH(d->facts, &plan->kept.list, v);
    if (ways_is_local(d, v)) {
        v->way = WAY_LOCAL;
        v->store = ways_keeper(d, v, "kept", v->var->type);
        ways_hook_birth(plan, v);
    } else if (v->loop_count && counts_known(plan->d, v->loops, v->loop_count)) {
        ways_keep_array(plan, v);
    } else if (!stretches_keep(plan, v)) {
        v->way = WAY_TAPE;
        v->store = ways_keeper(d, v, "was", v->var->type);
        if (!v->lasts) {
            v->copy = ways_keeper(d, v, "kept", v->var->type);
            ways_hook_birth(plan, v);
        }
        ways_hook(plan, plan->record, v->block, v);
        for (int i = 0; i < v->loop_count; i++) {
            ENSURE(split_is_active(d, v->loops[i]));      /* what is pushed is popped where the loop runs backward */
            map_put(plan->taped, v->loops[i], v->loops[i]);
        }
    }
}

void ways_choose(Plan *plan, Version *v)
{
    if (ways_is_free(plan, v))
        return;
    v->resolved = true;
    if (ways_comes_in(plan, v)) {
        ways_choose(plan, v->outer);
        v->way = WAY_OUTER;
    } else {
        ways_keep(plan, v);
    }
}
