#include "frames_parts.h"

#include "analysis/regions.h"
#include "pairs.h"
#include "registers.h"
#include "risks.h"
#include "shadow.h"
#include "split.h"
#include "tapes.h"

static void frames_note_var(Facts *f, Map *vars, Var *var)
{
    if (map_get(vars, var))
        return;
    map_put(vars, var, var);
    VEC_PUSH(f->d->arena, &f->vars, var);
}

/* ---- sums ---- */

static void frames_note_reads(Facts *f, const Expr *e)
{
    if (ir_is_register(e)) {
        frames_note_var(f, f->read_vars, e->u.var);
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

bool frames_is_sum(const Expr *target, const Expr *value)
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
    if (ir_is_register(target))
        frames_note_var(f, sum ? f->added_vars : f->assigned_vars, target->u.var);
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
            alias_reach(f->d->alias, s->u.call.args[i], &f->called);
    if (s->u.call.place && activity_place(f->d->activity, s->u.call.place))
        frames_note_var(f, f->assigned_vars, s->u.call.place->u.var);
}

static void frames_note_stmt(void *data, Stmt *s)
{
    Facts *f = data;

    if (map_get(f->d->restores, s) || tapes_is_call(s))
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

Facts *frames_facts(Derive *d, Stmt *loop)
{
    Facts *f = ARENA_NEW(d->arena, Facts);
    Block *blocks[3];
    int    count = 0;

    f->d = d;
    f->loop = loop;
    f->fusable = true;
    f->read_vars = map_new(d->arena);
    f->added_vars = map_new(d->arena);
    f->assigned_vars = map_new(d->arena);
    if (loop->kind == STMT_LOOP && loop->u.loop.cond)
        frames_note_reads(f, loop->u.loop.cond);
    if (loop->kind == STMT_FOR || loop->kind == STMT_LOOP) {
        frames_visit_loop(loop, frames_note_stmt, f);
    } else {
        frames_note_stmt(f, loop);
        count = ir_stmt_blocks(loop, blocks);
    }
    for (int i = 0; i < count; i++)
        if (blocks[i])
            ir_visit_stmts(blocks[i], frames_note_stmt, f);
    return f;
}

/* ---- fused loops ---- */

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

/* Whether a function that the loop calls may read the place. */
static bool frames_calls_with(Derive *d, const Facts *f, const Expr *place)
{
    IntSet objects = {0};

    if (f->called.count == 0)
        return false;
    alias_of_place(d->alias, place, &objects);
    return alias_sets_overlap(d->alias, &objects, &f->called);
}

static bool frames_overlaps_any(Derive *d, const Expr *place, const Facts *f, bool reads, bool adds)
{
    if (reads && frames_calls_with(d, f, place))
        return true;
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
    for (int i = 0; i < f->vars.count; i++) {
        Var *var = f->vars.items[i];

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
bool frames_commute(Derive *d, Stmt *loop, Facts **facts)
{
    Facts *f = frames_facts(d, loop);

    *facts = f;
    return f->fusable && frames_vars_fuse(d, f) && frames_writes_fuse(d, f);
}

bool frames_fuses(Derive *d, Stmt *loop, Facts **facts)
{
    return map_get(d->frames, loop) == NULL && split_is_active(d, loop) && frames_commute(d, loop, facts);
}

/* Whether `later` takes, backward, an adjoint that `f` adds to, backward: that of what f reads. */
static bool frames_takes_adjoint(Derive *d, const Facts *f, const Facts *later)
{
    for (int j = 0; j < later->writes.count + later->adds.count; j++) {
        const Expr *taken = j < later->writes.count ? later->writes.items[j] : later->adds.items[j - later->writes.count];

        if (activity_place(d->activity, taken) && frames_overlaps_any(d, taken, f, true, false))
            return true;
    }
    return false;
}

/* Whether the backward passes of `f` and of what comes `later` may change places: whatever adjoint one of them takes or
 * sets, the other leaves alone.  (Both may add to one.)  Neither may use a register of the other for something else: its
 * adjoint may wait for `later` while `f` runs. */
bool frames_independent(Derive *d, const Facts *f, const Facts *later)
{
    for (int i = 0; i < f->vars.count; i++) {
        Var *var = f->vars.items[i];

        if (map_get(f->added_vars, var) && (map_get(later->read_vars, var) || map_get(later->assigned_vars, var)))
            return false;
        if (map_get(f->assigned_vars, var) &&
            (map_get(later->read_vars, var) || map_get(later->added_vars, var) || map_get(later->assigned_vars, var)))
            return false;
        if (activity_var(d->activity, var) && map_get(f->read_vars, var) &&
            (map_get(later->added_vars, var) || map_get(later->assigned_vars, var)))
            return false;
    }
    return frames_apart_in_memory(d, f, later);
}

bool frames_apart_in_memory(Derive *d, const Facts *f, const Facts *later)
{
    if (frames_takes_adjoint(d, f, later))
        return false;
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

/* Whether the shadow is that of a variable-length array which is declared between the numbers: its length may be found
 * only there. */
static bool frames_declares(Derive *d, const Var *shadow, int first, int last)
{
    for (int pos = first; type_is_vla(shadow->type) && pos <= last; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if (s->kind == STMT_DECL && map_get(d->shadows, s->u.decl.var) == shadow)
            return true;
    }
    return false;
}

/* Whether a place lies where a pointer points that is itself in memory and changes between the numbers. */
static bool frames_led_elsewhere(Derive *d, const Expr *place, int first, int last)
{
    bool leads = place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type));

    return leads && !ir_is_register(place->args[0]) && layout_changes(d->layout, place->args[0], first, last);
}

bool frames_fixed_expr(Derive *d, const Expr *e, int first, int last)
{
    if (e->op == OP_VAR && e->u.var->is_shadow && e->u.var->type->canon->kind == TYPE_REAL)
        return true;
    if (op_info[e->op].flags & OPF_PLACE) {
        const Var *base = ir_base_var(e);

        if (base && base->is_shadow) {
            /* shadow memory: only the way to it matters */
            for (const Expr *step = e; step->count > 0; step = step->args[0])
                if ((step->op == OP_INDEX && !frames_fixed_expr(d, step->args[1], first, last)) ||
                    frames_led_elsewhere(d, step, first, last))
                    return false;
            return !frames_declares(d, base, first, last) &&
                   (type_is_real(base->type) || !layout_assigns(d->layout, base, first, last));
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
    int     pos;                   /* where what is asked for stands */
    bool    ok;
} Fixed;

/* Whether the value can be found before number `first`, asked for at `pos`. */
static bool frames_found_before(const Fixed *fixed, const Expr *e)
{
    return frames_fixed_expr(fixed->d, e, fixed->first, fixed->last) && risks_none(fixed->d, e, fixed->first, fixed->pos);
}

static void frames_fixed_visit(void *data, const Expr *e, bool is_target)
{
    Fixed *fixed = data;

    (void)is_target;
    fixed->ok = fixed->ok && frames_found_before(fixed, e);
}

static void frames_fixed_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, frames_fixed_visit, data);
}

bool frames_stmt_hoistable(Derive *d, Stmt *s, int first, int last)
{
    Fixed  fixed = {d, first, last, layout_info(d->layout, s)->pos, true};
    Block *local = map_get(d->locals, s);

    if (!split_is_active(d, s) || s->kind == STMT_RETURN)
        return true;
    if (s->kind == STMT_IF)
        return map_get(d->leavers, s) == NULL && frames_found_before(&fixed, s->u.branch.cond) &&
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
