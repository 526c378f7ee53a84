#include "frames.h"

#include "analysis/regions.h"
#include "pairs.h"
#include "registers.h"
#include "shadow.h"
#include "split.h"

static void frames_visit_loop(const Stmt *loop, void (*visit)(void *data, Stmt *s), void *data)
{
    if (loop->kind == STMT_FOR) {
        ir_visit_stmts(loop->u.loop_for.body, visit, data);
    } else {
        ir_visit_stmts(loop->u.loop.head, visit, data);
        ir_visit_stmts(loop->u.loop.body, visit, data);
        ir_visit_stmts(loop->u.loop.step, visit, data);
    }
}

enum { FEW_VALUES = 3 };

/* ---- sums ---- */

typedef struct Facts {
    Derive *d;
    Stmt   *loop;
    bool    fusable;
    VEC(const Expr *) reads;       /* active memory that is read other than to add to it */
    VEC(const Expr *) adds;        /* memory that is added to */
    VEC(const Expr *) writes;      /* active memory that is assigned */
    Map    *read_vars;             /* registers read other than to add to them */
    Map    *added_vars;            /* registers added to */
    Map    *assigned_vars;         /* active registers assigned in another way */
} Facts;

static bool frames_is_register(const Expr *e)
{
    return e->op == OP_VAR && e->u.var->is_register && e->u.var->kind != VAR_GLOBAL;
}

static void frames_note_reads(Facts *f, const Expr *e)
{
    if (frames_is_register(e)) {
        map_put(f->read_vars, e->u.var, e->u.var);
        return;
    }
    if ((op_info[e->op].flags & OPF_PLACE) && e->type->canon->kind != TYPE_ARRAY &&
        (activity_place(f->d->activity, e) || type_holds_real(e->type, false)))
        VEC_PUSH(f->d->arena, &f->reads, e);
    for (int i = 0; i < e->count; i++)
        frames_note_reads(f, e->args[i]);
}

/* The indices and pointers of a target. */
static void frames_note_path(Facts *f, const Expr *place)
{
    for (; place->count > 0; place = place->args[0]) {
        if (place->op == OP_INDEX)
            frames_note_reads(f, place->args[1]);
        if (place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type))) {
            frames_note_reads(f, place->args[0]);
            return;
        }
    }
}

/* target = target ± e …: the summands other than target are `reads`; false where it is no such sum. */
static bool frames_note_sum(Facts *f, const Expr *target, const Expr *value)
{
    int side;

    if (ir_same(value, target))
        return true;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    for (side = 0; side < (value->op == OP_ADD ? 2 : 1); side++) {
        int reads = f->reads.count;

        if (frames_note_sum(f, target, value->args[side])) {
            frames_note_reads(f, value->args[1 - side]);
            return true;
        }
        f->reads.count = reads;
    }
    return false;
}

static bool frames_mentions_place(const Expr *e, const Expr *place)
{
    if (ir_same(e, place))
        return true;
    for (int i = 0; i < e->count; i++)
        if (frames_mentions_place(e->args[i], place))
            return true;
    return false;
}

/* Whether the target occurs once in the value, as a summand. */
static bool frames_is_sum(const Expr *target, const Expr *value)
{
    bool left, right;

    if (ir_same(value, target))
        return true;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    left = frames_mentions_place(value->args[0], target);
    right = frames_mentions_place(value->args[1], target);
    if (left && !right)
        return frames_is_sum(target, value->args[0]);
    return right && !left && value->op == OP_ADD && frames_is_sum(target, value->args[1]);
}

static void frames_note_assign(Facts *f, Stmt *s)
{
    const Expr *target = s->u.assign.place, *value = s->u.assign.value;
    bool        active = activity_place(f->d->activity, target);
    bool        sum = active && frames_is_sum(target, value) && frames_note_sum(f, target, value);

    frames_note_path(f, target);
    if (!sum)
        frames_note_reads(f, value);
    if (!active)
        return;
    if (frames_is_register(target))
        map_put(sum ? f->added_vars : f->assigned_vars, target->u.var, target->u.var);
    else if (sum)
        VEC_PUSH(f->d->arena, &f->adds, target);
    else
        VEC_PUSH(f->d->arena, &f->writes, target);
}

static void frames_note_expr(void *data, const Expr *e, bool is_target)
{
    if (!is_target)
        frames_note_reads(data, e);
}

/* A call that runs backward without a tape reads what it is given, and sets a register. */
static void frames_note_call(Facts *f, Stmt *s)
{
    const Pair *pair = s->kind == STMT_CALL ? map_get(f->d->pairs_of, s) : NULL;

    if (pair == NULL || !pair->joint) {
        f->fusable = false;
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        if (pairs_has_shadow(pair, i))
            VEC_PUSH(f->d->arena, &f->reads, ir_deref(f->d->p, s->loc, s->u.call.args[i]));
    if (s->u.call.place && activity_place(f->d->activity, s->u.call.place))
        map_put(f->assigned_vars, s->u.call.place->u.var, s->u.call.place->u.var);
}

static void frames_note_stmt(void *data, Stmt *s)
{
    Facts *f = data;

    if (map_get(f->d->restores, s))
        f->fusable = false;
    if (map_get(f->d->shadow_stmts, s))
        return;
    if (s->kind == STMT_ASSIGN)
        frames_note_assign(f, s);
    else
        ir_stmt_exprs(s, frames_note_expr, f);
    if ((s->kind == STMT_OPAQUE && s->u.opaque->effects) || map_get(f->d->pairs_of, s))
        frames_note_call(f, s);
}

static Facts *frames_facts(Derive *d, Stmt *loop)
{
    Facts *f = ARENA_NEW(d->arena, Facts);

    f->d = d;
    f->loop = loop;
    f->fusable = true;
    f->read_vars = map_new(d->arena);
    f->added_vars = map_new(d->arena);
    f->assigned_vars = map_new(d->arena);
    if (loop->kind == STMT_LOOP && loop->u.loop.cond)
        frames_note_reads(f, loop->u.loop.cond);
    frames_visit_loop(loop, frames_note_stmt, f);
    return f;
}

/* ---- fused loops ---- */

/* Whether every object of the place serves each iteration alone. */
static bool frames_is_private(Derive *d, const Expr *place, const Stmt *loop)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        if (!regions_private(d->layout, d->alias, d->fn, objects.items[i], loop))
            return false;
    return objects.count > 0;
}

/* FORs around s from the loop inwards. */
static int frames_nest(Derive *d, const Stmt *s, Stmt *loop, Stmt **nest, int room)
{
    int count = 0;

    for (Stmt *l = layout_info(d->layout, s)->loop; l; l = layout_info(d->layout, l)->loop) {
        if (count < room)
            nest[count] = l;
        count++;
        if (l == loop)
            break;
    }
    for (int i = 0; i < count / 2 && count <= room; i++) {
        Stmt *swap = nest[i];

        nest[i] = nest[count - 1 - i];
        nest[count - 1 - i] = swap;
    }
    return count;
}

static bool frames_overlaps_any(Derive *d, const Expr *place, const Facts *f, bool reads, bool adds)
{
    for (int i = 0; reads && i < f->reads.count; i++)
        if (alias_places_overlap(d->alias, place, f->reads.items[i]))
            return true;
    for (int i = 0; adds && i < f->adds.count; i++)
        if (alias_places_overlap(d->alias, place, f->adds.items[i]))
            return true;
    return false;
}

typedef struct FindStore {
    const Expr *place;
    Stmt       *stmt;
} FindStore;

static void frames_find_store(void *data, Stmt *s)
{
    FindStore *find = data;

    if (s->kind == STMT_ASSIGN && s->u.assign.place == find->place)
        find->stmt = s;
}

/* Writes whose adjoints no other iteration touches. */
static bool frames_writes_fuse(Derive *d, const Facts *f)
{
    enum { ROOM = 8 };

    for (int i = 0; i < f->writes.count; i++) {
        const Expr *place = f->writes.items[i];
        FindStore   find = {place, NULL};
        Stmt       *nest[ROOM];
        int         depth;

        if (frames_is_private(d, place, f->loop))
            continue;
        if (frames_overlaps_any(d, place, f, true, true))
            return false;
        for (int j = 0; j < f->writes.count; j++)
            if (j != i && !ir_same(place, f->writes.items[j]) && alias_places_overlap(d->alias, place, f->writes.items[j]))
                return false;
        frames_visit_loop(f->loop, frames_find_store, &find);
        depth = frames_nest(d, find.stmt, f->loop, nest, ROOM);
        if (depth > ROOM || !regions_apart(d->layout, nest, depth, place))
            return false;
    }
    for (int i = 0; i < f->adds.count; i++)
        if (!frames_is_private(d, f->adds.items[i], f->loop) && frames_overlaps_any(d, f->adds.items[i], f, true, false))
            return false;
    return true;
}


static bool frames_vars_fuse(Derive *d, const Facts *f)
{
    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i];

        if (!var->is_register || !type_is_real(var->type))
            continue;
        if (map_get(f->assigned_vars, var)) {
            if (registers_carried(d->registers, f->loop, var) || registers_read_outside(d->registers, f->loop, var))
                return false;
        } else if (map_get(f->added_vars, var) && map_get(f->read_vars, var)) {
            return false;
        }
    }
    return true;
}

/* Whether the backward parts of the iterations may run in any order: each adds to what the others add to, or has it for
 * itself. */
static bool frames_commute(Derive *d, Stmt *loop, Facts **facts)
{
    Facts *f = frames_facts(d, loop);

    *facts = f;
    return f->fusable && frames_vars_fuse(d, f) && frames_writes_fuse(d, f);
}

static bool frames_fuses(Derive *d, Stmt *loop, Facts **facts)
{
    return map_get(d->frames, loop) == NULL && split_is_active(d, loop) && frames_commute(d, loop, facts);
}

/* Whether what `later` does backward leaves alone the adjoints that `f` starts from. */
static bool frames_independent(Derive *d, const Facts *f, const Facts *later)
{
    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i];

        if (map_get(f->added_vars, var) && (map_get(later->read_vars, var) || map_get(later->assigned_vars, var)))
            return false;
    }
    for (int i = 0; i < f->writes.count + f->adds.count; i++) {
        const Expr *place = i < f->writes.count ? f->writes.items[i] : f->adds.items[i - f->writes.count];

        if (frames_overlaps_any(d, place, later, true, true))
            return false;
        for (int j = 0; j < later->writes.count; j++)
            if (alias_places_overlap(d->alias, place, later->writes.items[j]))
                return false;
    }
    return true;
}

/* Whether the adjoint statements of the block need nothing that changes between the numbers. */
static bool frames_hoistable(Derive *d, const Block *block, int first, int last);

static bool frames_fixed_expr(Derive *d, const Expr *e, int first, int last)
{
    if (e->op == OP_VAR && e->u.var->is_shadow && e->u.var->type->canon->kind == TYPE_REAL)
        return true;
    if (op_info[e->op].flags & OPF_PLACE) {
        const Expr *base = e;

        while (base->count > 0)
            base = base->args[0];
        if (base->op == OP_VAR && base->u.var->is_shadow) {
            /* shadow memory: only the way to it matters */
            for (const Expr *step = e; step->count > 0; step = step->args[0])
                if (step->op == OP_INDEX && !frames_fixed_expr(d, step->args[1], first, last))
                    return false;
            return type_is_real(base->u.var->type) || !layout_assigns(d->layout, base->u.var, first, last);
        }
        return !layout_changes(d->layout, e, first, last);
    }
    for (int i = 0; i < e->count; i++)
        if (!frames_fixed_expr(d, e->args[i], first, last))
            return false;
    return true;
}

typedef struct Fixed {
    Derive *d;
    int     first, last;
    bool    ok;
} Fixed;

static void frames_fixed_visit(void *data, const Expr *e, bool is_target)
{
    Fixed *fixed = data;

    (void)is_target;
    fixed->ok = fixed->ok && frames_fixed_expr(fixed->d, e, fixed->first, fixed->last);
}

static void frames_fixed_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, frames_fixed_visit, data);
}

static bool frames_stmt_hoistable(Derive *d, Stmt *s, int first, int last)
{
    Fixed  fixed = {d, first, last, true};
    Block *local = map_get(d->locals, s);

    if (!split_is_active(d, s) || s->kind == STMT_RETURN)
        return true;
    if (s->kind == STMT_IF)
        return map_get(d->leavers, s) == NULL && frames_fixed_expr(d, s->u.branch.cond, first, last) &&
               frames_hoistable(d, s->u.branch.then, first, last) && frames_hoistable(d, s->u.branch.other, first, last);
    if (s->kind != STMT_ASSIGN || local == NULL || map_get(d->results, s))
        return false;
    ir_visit_stmts(local, frames_fixed_stmt, &fixed);
    return fixed.ok;
}

static bool frames_hoistable(Derive *d, const Block *block, int first, int last)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (!frames_stmt_hoistable(d, block->stmts.items[i], first, last))
            return false;
    return true;
}

/* ---- choice ---- */

static Frame *frames_new(Derive *d, FrameKind kind, Frame *outer, Stmt *loop, Block *body)
{
    Frame *frame = ARENA_NEW(d->arena, Frame);

    frame->kind = kind;
    frame->outer = outer;
    frame->loop = loop;
    frame->body = body;
    frame->entry = map_new(d->arena);
    frame->last = map_new(d->arena);
    frame->renamed = map_new(d->arena);
    frame->slice = map_new(d->arena);
    frame->needed = map_new(d->arena);
    map_put(d->frames, loop ? (const void *)loop : (const void *)d->fn, frame);
    return frame;
}

static Block *frames_body(Stmt *loop)
{
    return loop->kind == STMT_FOR ? loop->u.loop_for.body : loop->u.loop.body;
}

static void frames_in_block(Derive *d, Frame *frame, Block *block);

/* Fuse the last loops of a frame's own list where that can be done. */
static void frames_fuse_list(Derive *d, Frame *frame)
{
    Block *block = frame->body;
    int    end = block->stmts.count, last_pos, first = end;
    VEC(Facts *) chosen = {0};

    while (end > 0 && !(block->stmts.items[end - 1]->kind == STMT_FOR || block->stmts.items[end - 1]->kind == STMT_LOOP) )
        end--;
    if (block->stmts.count == 0)
        return;
    last_pos = layout_info(d->layout, block->stmts.items[block->stmts.count - 1])->end;
    for (int i = end - 1; i >= 0; i--) {
        Stmt  *s = block->stmts.items[i];
        Facts *facts = NULL;
        bool   ok;

        if (!split_is_active(d, s))
            continue;
        if (s->kind != STMT_FOR && s->kind != STMT_LOOP)
            break;
        ok = frames_fuses(d, s, &facts);
        for (int j = 0; ok && j < chosen.count; j++)
            ok = frames_independent(d, facts, chosen.items[j]);
        for (int j = end; ok && j < block->stmts.count; j++)
            ok = frames_stmt_hoistable(d, block->stmts.items[j], layout_info(d->layout, s)->pos, last_pos);
        if (!ok)
            break;
        VEC_PUSH(d->arena, &chosen, facts);
        first = i;
    }
    for (int i = 0; i < chosen.count; i++)
        frames_new(d, FRAME_FUSED, frame, chosen.items[i]->loop, frames_body(chosen.items[i]->loop));
    (void)first;
}

int frames_group(Derive *d, const Frame *frame)
{
    for (int i = 0; i < frame->body->stmts.count; i++) {
        Frame *inner = map_get(d->frames, frame->body->stmts.items[i]);

        if (inner && inner->kind == FRAME_FUSED)
            return i;
    }
    return -1;
}

/* What the adjoints inside a loop need of its iterations. */
typedef struct Needs {
    Derive *d;
    Stmt   *loop;
    Stmt   *at;
    Map    *seen;            /* Var -> itself */
    VEC(Var *) vars;         /* registers that the loop assigns and the adjoints (or the slice) read */
    IntSet  objects;         /* private memory that they read */
    int     first, last;
    bool    grown;
    bool    ok;              /* all memory that is read is still there or private */
} Needs;

static void frames_need_var(Needs *n, Var *var)
{
    if (map_get(n->seen, var) || (var->is_shadow && type_is_real(var->type)) || !layout_assigns(n->d->layout, var, n->first, n->last))
        return;
    map_put(n->seen, var, var);
    VEC_PUSH(n->d->arena, &n->vars, var);
    n->grown = true;
}

static void frames_need(Needs *n, const Expr *e)
{
    if (e->op == OP_VAR) {
        if (e->u.var->is_register)
            frames_need_var(n, e->u.var);
    } else if (e->op == OP_OPAQUE || e->op == OP_CALL) {
        n->ok = n->ok && e->op == OP_CALL;
    }
    for (int i = 0; i < e->count; i++)
        frames_need(n, e->args[i]);
}

static void frames_need_place(Needs *n, const Expr *place)
{
    IntSet objects = {0};

    n->ok = n->ok && frames_readable(n->d, place, n->at, false);
    if (!frames_is_private(n->d, place, n->loop))
        return;
    alias_of_place(n->d->alias, place, &objects);
    n->grown |= intset_add_all(n->d->arena, &n->objects, &objects);
}

/* Every place of memory that evaluating e reads, as a whole: a scalar or a record. */
static void frames_need_memory(Needs *n, const Expr *e)
{
    const Expr *step = e;

    if (!(op_info[e->op].flags & OPF_PLACE) && e->op != OP_ADDR && e->op != OP_DECAY) {
        for (int i = 0; i < e->count; i++)
            frames_need_memory(n, e->args[i]);
        return;
    }
    if ((op_info[e->op].flags & OPF_PLACE) && e->type->canon->kind != TYPE_ARRAY &&
        !(e->op == OP_VAR && e->u.var->is_register) &&
        (!shadow_is_place(e) || type_is_pointer(e->type)))
        frames_need_place(n, e);
    for (; step->count > 0; step = step->args[0]) {
        if (step->op == OP_INDEX)
            frames_need_memory(n, step->args[1]);
        if (step->op == OP_DEREF || (step->op == OP_INDEX && type_is_pointer(step->args[0]->type))) {
            frames_need_memory(n, step->args[0]);
            return;
        }
    }
}

/* What is read to find a place that is assigned. */
static void frames_need_path(Needs *n, const Expr *place)
{
    for (; place->count > 0; place = place->args[0]) {
        if (place->op == OP_INDEX)
            frames_need_memory(n, place->args[1]);
        if (place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type))) {
            frames_need_memory(n, place->args[0]);
            return;
        }
    }
}

static void frames_need_expr(void *data, const Expr *e, bool is_target)
{
    frames_need(data, e);
    if (is_target)
        frames_need_path(data, e);
    else
        frames_need_memory(data, e);
}

static void frames_need_local(void *data, Stmt *s)
{
    ir_stmt_exprs(s, frames_need_expr, data);
}

/* A call whose halves share the tape: it cannot run forward a second time. */
static bool frames_calls_pair(const Derive *d, const Stmt *s)
{
    const Pair *pair = map_get(d->pairs_of, s);

    return pair && !pair->joint;
}

static void frames_need_stmt(void *data, Stmt *s)
{
    Needs *n = data;
    Block *local = map_get(n->d->locals, s);

    n->at = s;
    n->ok = n->ok && !frames_calls_pair(n->d, s) && map_get(n->d->restores, s) == NULL;
    if (local)
        ir_visit_stmts(local, frames_need_local, n);
    if (s->kind == STMT_IF && split_is_active(n->d, s) && !map_get(n->d->leavers, s))
        frames_need_expr(n, s->u.branch.cond, false);
    if (s->kind == STMT_FOR && split_is_active(n->d, s)) {
        frames_need_expr(n, s->u.loop_for.from, false);
        frames_need_expr(n, s->u.loop_for.to, false);
    }
    if ((s->kind == STMT_FOR || s->kind == STMT_LOOP) && map_get(n->d->counters, s))
        frames_need_var(n, map_get(n->d->counters, s));
    if (s->kind == STMT_IF && map_get(n->d->leavers, s))
        frames_need_var(n, ((Leave *)map_get(n->d->leavers, s))->flag);
    if (map_get(n->d->results, s) && s->u.assign.place->op == OP_VAR)
        frames_need_var(n, s->u.assign.place->u.var);
}

/* Registers that are counters of FORs in the loop come back by themselves. */
static bool frames_is_counter(const Needs *n, const Var *var)
{
    for (int pos = n->first; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);

        if (s->kind == STMT_FOR && s->u.loop_for.var == var)
            return true;
    }
    return false;
}

/* Whether the statement writes something that is needed. */
static bool frames_provides(const Needs *n, const Stmt *s)
{
    const Var   *var = registers_written(s);
    IntSet       objects = {0};
    const Expr  *place = s->kind == STMT_ASSIGN ? s->u.assign.place : s->kind == STMT_CALL ? s->u.call.place : NULL;

    if (var && map_get(n->seen, var))
        return true;
    if (s->kind == STMT_DECL && s->u.decl.init)
        return intset_has(&n->objects, alias_of_var(n->d->alias, s->u.decl.var));
    if (place == NULL || (place->op == OP_VAR && place->u.var->is_register))
        return false;
    alias_of_place(n->d->alias, place, &objects);
    return intset_meets(&objects, &n->objects);
}

/* A break out of a loop that runs again. */
static bool frames_leaves(const Needs *n, const Map *slice, const Stmt *s)
{
    return s->kind == STMT_BREAK && map_get(slice, layout_info(n->d->layout, s)->loop);
}

/* Add what the statements that run again need, until nothing is added.  False where one of them cannot run again. */
static bool frames_close_slice(Needs *n, Map *slice)
{
    do {
        n->grown = false;
        for (int pos = n->first + 1; pos <= n->last; pos++) {
            Stmt *s = layout_stmt(n->d->layout, pos);

            if (map_get(slice, s) || !(frames_provides(n, s) || frames_leaves(n, slice, s)))
                continue;
            if ((s->kind == STMT_CALL && (map_get(n->d->pairs_of, s) == NULL || frames_calls_pair(n->d, s))) ||
                s->kind == STMT_OPAQUE)
                return false;
            n->at = s;
            n->grown = true;
            map_put(slice, s, s);
            ir_stmt_exprs(s, frames_need_expr, n);
            for (Stmt *up = layout_info(n->d->layout, s)->parent; up != n->loop;
                 up = layout_info(n->d->layout, up)->parent) {
                n->at = up;
                map_put(slice, up, up);
                ir_stmt_exprs(up, frames_need_expr, n);
            }
        }
    } while (n->grown && n->ok);
    return n->ok;
}

typedef struct Effort {
    bool dear;
} Effort;

static void frames_effort_node(void *data, const Expr *e)
{
    if (e->op == OP_CALL || (e->op == OP_DIV && type_is_real(e->type)))
        ((Effort *)data)->dear = true;
}

static void frames_effort_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, frames_effort_node, data);
}

/* Whether running the slice again takes more than a little arithmetic. */
static bool frames_is_dear(const Needs *n, const Map *slice)
{
    Effort effort = {false};

    for (int pos = n->first + 1; pos <= n->last && !effort.dear; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);

        if (map_get(slice, s) == NULL)
            continue;
        effort.dear = s->kind == STMT_FOR || s->kind == STMT_LOOP;
        ir_stmt_exprs(s, frames_effort_expr, &effort);
    }
    return effort.dear;
}

/* The registers among the first `count` needed ones that an iteration computes once, rather than in a loop of its own;
 * -1 where there are others. */
static int frames_few_values(const Needs *n, int count)
{
    int values = 0;

    for (int i = 0; i < count; i++)
        values += !frames_is_counter(n, n->vars.items[i]);
    for (int pos = n->first + 1; pos <= n->last; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);
        Var  *var = registers_written(s);

        for (int i = 0; var && i < count; i++)
            if (n->vars.items[i] == var && s->kind != STMT_FOR && layout_info(n->d->layout, s)->loop != n->loop)
                return -1;
    }
    return values;
}

/* Whether one of the objects is an array whose size an iteration finds out. */
static bool frames_needs_sized(const Needs *n)
{
    for (int pos = n->first + 1; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);

        if (s->kind == STMT_DECL && type_is_vla(s->u.decl.var->type) &&
            intset_has(&n->objects, alias_of_var(n->d->alias, s->u.decl.var)))
            return true;
    }
    return false;
}

/*
 * RERUN pays where the adjoints need registers of the iteration that would have to be cached, none of which depends on
 * state that comes from the iteration before; but a few values that cost more than a little arithmetic are better kept.
 */
static bool frames_reruns(Derive *d, Stmt *loop, Frame *frame)
{
    Needs n = {.d = d, .loop = loop, .seen = frame->needed, .ok = true};
    int   wanted = 0, direct, few;

    if (loop->kind != STMT_FOR || map_get(d->counters, loop))
        return false;
    n.first = layout_info(d->layout, loop)->pos;
    n.last = layout_info(d->layout, loop)->end;
    frames_visit_loop(loop, frames_need_stmt, &n);
    direct = n.vars.count;
    for (int i = 0; i < direct; i++)
        wanted += !frames_is_counter(&n, n.vars.items[i]);
    if (!n.ok || wanted == 0 || !frames_close_slice(&n, frame->slice) || frames_needs_sized(&n))
        return false;
    few = frames_few_values(&n, direct);
    if (few >= 0 && few <= FEW_VALUES && frames_is_dear(&n, frame->slice))
        return false;
    for (int i = 0; i < n.vars.count; i++)
        if (n.vars.items[i] != loop->u.loop_for.var && registers_carried(d->registers, loop, n.vars.items[i]))
            return false;
    return true;
}

static void frames_in_loop(Derive *d, Frame *frame, Stmt *loop)
{
    Frame *own = map_get(d->frames, loop);
    Facts *facts;

    if (own == NULL && split_is_active(d, loop) && frames_commute(d, loop, &facts))
        map_put(d->commuting, loop, loop);
    if (own == NULL && split_is_active(d, loop)) {
        Frame *trial = frames_new(d, FRAME_RERUN, frame, loop, frames_body(loop));

        if (frames_reruns(d, loop, trial))
            own = trial;
        else
            map_put(d->frames, loop, NULL);
    }
    if (own) {
        frames_fuse_list(d, own);
        frames_in_block(d, own, own->body);
    } else {
        frames_in_block(d, frame, frames_body(loop));
    }
}

static void frames_in_block(Derive *d, Frame *frame, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        switch (s->kind) {
        case STMT_IF:
            frames_in_block(d, frame, s->u.branch.then);
            frames_in_block(d, frame, s->u.branch.other);
            break;
        case STMT_FOR:
        case STMT_LOOP:
            frames_in_loop(d, frame, s);
            break;
        default:
            break;
        }
    }
}

void frames_choose(Derive *d)
{
    Frame *root;

    d->frames = map_new(d->arena);
    d->commuting = map_new(d->arena);
    root = frames_new(d, FRAME_ROOT, NULL, NULL, d->fn->body);

    if (d->pair == NULL)                             /* whose seeds are not known while it runs forward */
        frames_fuse_list(d, root);
    frames_in_block(d, root, d->fn->body);
}
