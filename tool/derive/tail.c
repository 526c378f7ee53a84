#include "tail.h"

#include "advance.h"
#include "frames_parts.h"
#include "prompt.h"
#include "risks.h"
#include "rows.h"
#include "shadow.h"
#include "split.h"

enum { MANY_UNITS = 1000 };

/* What happens to an adjoint. */
enum { TOUCH_READ = 1, TOUCH_ADD = 2, TOUCH_SET = 4, TOUCH_ALL = TOUCH_READ | TOUCH_ADD | TOUCH_SET };

typedef struct Touch {
    Var *var;
    int  how;
    int  before;                   /* in Tail.early: how it was touched before this */
} Touch;

/* What adjoint statements, or conditions, touch. */
typedef struct Touches {
    VEC(Touch) list;               /* registers */
    int        memory;             /* adjoints in memory */
} Touches;

/* An adjoint statement that runs after the loops with what an adjoint is before they run. */
typedef struct Hold {
    Block *local;
    Stmt  *stmt;
    Var   *var;
    int    at;                     /* index in Tail.touches */
    int    same;                   /* index of the hold before this one, as they run, of the same value; -1: there is none */
} Hold;

struct Split {
    Map      *parts;               /* Stmt -> Part */
    VEC(Hold) holds;               /* last first */
};

typedef struct Tail {
    Derive      *d;
    const Group *group;
    int          first, last;      /* numbers of statements: from the first loop to the list's end */
    Map         *loops;            /* registers that the loops touch, backward: Var -> how */
    Map         *early;            /* those that the early part touches, behind the statement in question */
    Touches      touches;          /* the same, in the order in which they were found, last first */
    int          within;           /* index in them: from here on they are in the branch that is looked at */
    Stmt        *owner;            /* whose adjoint statements are looked at */
    bool         apart;            /* whether these may touch adjoints in memory after the loops */
    bool         fixed;            /* whether they run is known before the loops */
    int          units;
    Split       *split;
    Ahead        ahead;
    bool         ok;
} Tail;

/* ---- what is touched ---- */

/* Whether two things that touch an adjoint change places freely: both read it, or both add to it. */
static bool tail_agree(int a, int b)
{
    return a == 0 || b == 0 || (a | b) == TOUCH_READ || (a | b) == TOUCH_ADD;
}

static int tail_touched(const Map *map, const Var *var)
{
    const int *how = map_get(map, var);

    return how ? *how : 0;
}

static void tail_put(Map *map, const Var *var, int how)
{
    static const int all[TOUCH_ALL + 1] = {0, 1, 2, 3, 4, 5, 6, 7};

    map_put(map, var, (void *)&all[how]);
}

static void tail_touch(Tail *t, Touches *touches, Var *var, int how)
{
    Touch touch = {var, how, 0};

    VEC_PUSH(t->d->arena, &touches->list, touch);
}

/* What is read to find a value, but for the place that it is added to. */
static void tail_read(Tail *t, Touches *touches, const Expr *e, const Expr *but)
{
    if (but && ir_same(e, but))
        return;
    if (ir_is_register(e)) {
        tail_touch(t, touches, e->u.var, TOUCH_READ);
        return;
    }
    if ((op_info[e->op].flags & OPF_PLACE) && shadow_is_place(e))
        touches->memory |= TOUCH_READ;
    t->ok = t->ok && e->op != OP_OPAQUE;
    for (int i = 0; i < e->count; i++)
        tail_read(t, touches, e->args[i], but);
}

/* What leads to a place in memory. */
static void tail_read_path(Tail *t, Touches *touches, const Expr *place)
{
    for (; place->count > 0; place = place->args[0]) {
        if (place->op == OP_INDEX)
            tail_read(t, touches, place->args[1], NULL);
        if (type_is_pointer(place->args[0]->type)) {
            tail_read(t, touches, place->args[0], NULL);
            return;
        }
    }
}

static void tail_look(Tail *t, Touches *touches, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    bool        sum = frames_is_sum(place, s->u.assign.value);

    tail_read(t, touches, s->u.assign.value, sum ? place : NULL);
    if (ir_is_register(place)) {
        tail_touch(t, touches, place->u.var, sum ? TOUCH_ADD : TOUCH_SET);
    } else {
        tail_read_path(t, touches, place);
        touches->memory |= sum ? TOUCH_ADD : TOUCH_SET;
    }
    t->ok = t->ok && type_is_real(place->type) && (ir_is_register(place) || shadow_is_place(place));
}

/* ---- what has to run early ---- */

static bool tail_agrees(const Tail *t, const Touch *touch)
{
    return tail_agree(touch->how, tail_touched(t->loops, touch->var)) &&
           tail_agree(touch->how, tail_touched(t->early, touch->var));
}

static bool tail_agrees_in_memory(const Tail *t, const Touches *touches)
{
    return touches->memory == 0 || (t->apart && tail_agree(touches->memory, t->touches.memory));
}

/* Whether what touches this may run after the loops, and after what comes behind it in the early part. */
static bool tail_may_wait(const Tail *t, const Touches *touches)
{
    for (int i = 0; i < touches->list.count; i++)
        if (!tail_agrees(t, &touches->list.items[i]))
            return false;
    return tail_agrees_in_memory(t, touches);
}

static void tail_note_early(Tail *t, const Touches *touches)
{
    for (int i = 0; i < touches->list.count; i++) {
        Touch touch = touches->list.items[i];

        touch.before = tail_touched(t->early, touch.var);
        tail_put(t->early, touch.var, touch.before | touch.how);
        VEC_PUSH(t->d->arena, &t->touches.list, touch);
    }
    t->touches.memory |= touches->memory;
}

/* Whether what the expression reads is there before the loops, or can be. */
static bool tail_is_known(Tail *t, const Expr *e)
{
    if (e->op == OP_VAR && e->u.var == map_get(t->d->results, t->owner))
        return false;                                /* what the statement itself computes, behind the loops */
    if ((op_info[e->op].flags & OPF_PLACE) || e->count == 0)
        return frames_fixed_expr(t->d, e, t->first, t->last) ||
               (ir_is_register(e) && advance_brings(&t->ahead, e->u.var, t->last));
    for (int i = 0; i < e->count; i++)
        if (!tail_is_known(t, e->args[i]))
            return false;
    return true;
}

/* The same of all that it does. */
static bool tail_is_early(Tail *t, const Expr *e)
{
    return risks_none(t->d, e, t->first, layout_info(t->d->layout, t->owner)->pos) && tail_is_known(t, e);
}

static bool tail_may_be_early(Tail *t, const Stmt *s)
{
    int  moved = t->ahead.stmts.count;
    bool ok = t->fixed && tail_is_early(t, s->u.assign.place) && tail_is_early(t, s->u.assign.value);

    if (!ok)
        t->ahead.stmts.count = moved;
    return ok;
}

static bool tail_is_held(const Tail *t, const Stmt *s, const Var *var)
{
    for (int i = 0; i < t->split->holds.count; i++)
        if (t->split->holds.items[i].stmt == s && t->split->holds.items[i].var == var)
            return true;
    return false;
}

/* Whether the early part only reads the adjoint, from an index on. */
static bool tail_only_reads(const Tail *t, const Var *var, int from)
{
    for (int i = from; i < t->touches.list.count; i++)
        if (t->touches.list.items[i].var == var && t->touches.list.items[i].how != TOUCH_READ)
            return false;
    return true;
}

/* Those that hold the adjoint for what runs later, wherever this one does, and while it is the same, need not do it again. */
static void tail_add_hold(Tail *t, Hold hold)
{
    for (int i = 0; i < t->split->holds.count; i++) {
        Hold *later = &t->split->holds.items[i];

        if (later->var == hold.var && later->same < 0 && later->at >= t->within && tail_only_reads(t, hold.var, later->at))
            later->same = t->split->holds.count;
    }
    VEC_PUSH(t->d->arena, &t->split->holds, hold);
}

/* Have the statement wait, with what the adjoints are now that will have changed.  False where it does more than to read them. */
static bool tail_hold(Tail *t, Block *local, Stmt *s, const Touches *touches)
{
    for (int i = 0; i < touches->list.count; i++) {
        const Touch *touch = &touches->list.items[i];
        Touches      read = {0};
        Hold         hold = {local, s, touch->var, t->touches.list.count, -1};

        if (tail_agrees(t, touch) || (touch->how == TOUCH_READ && tail_is_held(t, s, touch->var)))
            continue;
        if (touch->how != TOUCH_READ || !touch->var->is_shadow || !type_is_real(touch->var->type) || !t->fixed)
            return false;
        tail_touch(t, &read, touch->var, TOUCH_READ);
        tail_note_early(t, &read);
        tail_add_hold(t, hold);
    }
    return tail_agrees_in_memory(t, touches);
}

/* ---- the tail, from its first statement to its last, each with its last adjoint statement first ---- */

static Part tail_adjoints(Tail *t, Block *local);

/* What two pieces of code are together. */
static Part tail_join(Part a, Part b)
{
    if (a == PART_NONE || b == PART_NONE)
        return a == PART_NONE ? b : a;
    return a == b ? a : PART_WHOLE;
}

static Part tail_note_part(Split *split, const Stmt *s, Part part)
{
    static const Part parts[] = {PART_WHOLE, PART_EARLY, PART_LATE, PART_NONE};

    map_put(split->parts, s, (void *)&parts[part]);
    return part;
}

/* Forget what the early part touches from an index on: it is in the other branch. */
static void tail_leave_branch(Tail *t, int from)
{
    for (int i = t->touches.list.count - 1; i >= from; i--)
        tail_put(t->early, t->touches.list.items[i].var, t->touches.list.items[i].before);
}

/* Both branches, of which only one runs. */
static Part tail_branches(Tail *t, const Stmt *s, Part visit(Tail *t, Block *block))
{
    int  from = t->touches.list.count, memory = t->touches.memory, within = t->within;
    int  end, then_memory;
    Part then, other;

    t->within = from;
    then = visit(t, s->u.branch.then);
    end = t->touches.list.count;
    then_memory = t->touches.memory;
    tail_leave_branch(t, from);
    t->touches.memory = memory;
    t->within = end;
    other = visit(t, s->u.branch.other);
    t->within = within;
    for (int i = from; i < end; i++) {
        const Touch *touch = &t->touches.list.items[i];

        tail_put(t->early, touch->var, tail_touched(t->early, touch->var) | touch->how);
    }
    t->touches.memory |= then_memory;
    return tail_join(then, other);
}

/* A condition of adjoint statements is asked wherever some of them run. */
static Part tail_adjoint_branch(Tail *t, const Stmt *s)
{
    Touches touches = {0};
    Part    part = tail_branches(t, s, tail_adjoints);

    tail_read(t, &touches, s->u.branch.cond, NULL);
    if (part == PART_LATE || part == PART_WHOLE)
        t->ok = t->ok && tail_may_wait(t, &touches);
    if (part == PART_EARLY || part == PART_WHOLE) {
        t->ok = t->ok && tail_is_early(t, s->u.branch.cond);
        tail_note_early(t, &touches);
    }
    return part;
}

/* The part that an adjoint statement is in, with what is put before it. */
static Part tail_adjoint(Tail *t, Block *local, Stmt *s)
{
    Touches touches = {0};

    if (s->kind == STMT_IF)
        return tail_note_part(t->split, s, tail_adjoint_branch(t, s));
    t->ok = t->ok && s->kind == STMT_ASSIGN && ++t->units <= MANY_UNITS;
    if (!t->ok)
        return PART_NONE;
    tail_look(t, &touches, s);
    if (tail_may_wait(t, &touches))
        return tail_note_part(t->split, s, PART_LATE);
    if (tail_may_be_early(t, s)) {
        tail_note_early(t, &touches);
        return tail_note_part(t->split, s, PART_EARLY);
    }
    t->ok = t->ok && tail_hold(t, local, s, &touches);
    tail_note_part(t->split, s, PART_LATE);
    return PART_WHOLE;
}

static Part tail_adjoints(Tail *t, Block *local)
{
    Part all = PART_NONE;

    for (int i = local->stmts.count - 1; i >= 0 && t->ok; i--)
        all = tail_join(all, tail_adjoint(t, local, local->stmts.items[i]));
    return all;
}

static Part tail_assign(Tail *t, Stmt *s)
{
    Block *local = map_get(t->d->locals, s);
    Facts *facts;

    if (local == NULL)
        return PART_NONE;
    facts = frames_facts(t->d, s);
    t->owner = s;
    t->apart = true;
    for (int i = 0; i < t->group->members.count; i++)
        t->apart = t->apart && frames_apart_in_memory(t->d, t->group->members.items[i], facts);
    return tail_adjoints(t, local);
}

static Part tail_statements(Tail *t, Block *block);

static Part tail_branch(Tail *t, Stmt *s)
{
    bool fixed = t->fixed;
    Part part;

    t->fixed = fixed && frames_fixed_expr(t->d, s->u.branch.cond, t->first, t->last) &&
               risks_none(t->d, s->u.branch.cond, t->first, layout_info(t->d->layout, s)->pos);
    part = tail_branches(t, s, tail_statements);
    t->fixed = fixed;
    return part;
}

static Part tail_statement(Tail *t, Stmt *s)
{
    Derive *d = t->d;

    if (rows_block_at(d, s) || rows_at(d, s) || map_get(d->leavers, s) || (s->kind == STMT_DECL && !s->u.decl.var->is_register))
        t->ok = false;
    if (!t->ok || !split_is_active(d, s) || s->kind == STMT_DECL || s->kind == STMT_RETURN)
        return PART_NONE;
    t->ok = s->kind == STMT_ASSIGN || s->kind == STMT_IF;
    return s->kind == STMT_ASSIGN ? tail_assign(t, s) : s->kind == STMT_IF ? tail_branch(t, s) : PART_NONE;
}

static Part tail_list(Tail *t, Block *block, int from)
{
    Part all = PART_NONE;

    for (int i = from; i < block->stmts.count && t->ok; i++)
        all = tail_join(all, tail_note_part(t->split, block->stmts.items[i], tail_statement(t, block->stmts.items[i])));
    return all;
}

static Part tail_statements(Tail *t, Block *block)
{
    return tail_list(t, block, 0);
}

/* ---- the whole ---- */

/* Registers whose adjoints the loops take, or add to. */
static void tail_note_loops(Tail *t)
{
    for (int i = 0; i < t->group->members.count; i++) {
        const Facts *f = t->group->members.items[i];

        t->ok = t->ok && f->fusable;
        for (int k = 0; k < f->vars.count; k++) {
            const Var *var = f->vars.items[k], *shadow = map_get(t->d->shadows, var);
            bool       taken = map_get(f->assigned_vars, var) || map_get(f->added_vars, var);

            if (shadow && (taken || type_is_real(var->type)))
                tail_put(t->loops, shadow, tail_touched(t->loops, shadow) | (taken ? TOUCH_ALL : TOUCH_ADD));
        }
    }
}

typedef struct Name {
    Program   *p;
    const Var *var;
    Var       *held;
} Name;

static const Expr *tail_name(void *data, const Expr *e)
{
    const Name *name = data;

    return e->op == OP_VAR && e->u.var == name->var ? ir_var(name->p, e->loc, name->held) : e;
}

/* held = adjoint, early. */
static Var *tail_take_held(Derive *d, Split *split, const Hold *hold)
{
    Program *p = d->p;
    Var     *held = shadow_temp(d, hold->var->name, hold->var->type, hold->var->loc);
    Stmt    *take = ir_assign(p, hold->stmt->loc, ir_var(p, hold->stmt->loc, held), ir_var(p, hold->stmt->loc, hold->var));
    Block   *out = ir_block(p);

    held->is_shadow = true;
    for (int i = 0; i < hold->local->stmts.count; i++) {
        if (hold->local->stmts.items[i] == hold->stmt)
            ir_push(p, out, take);
        ir_push(p, out, hold->local->stmts.items[i]);
    }
    *hold->local = *out;
    tail_note_part(split, take, PART_EARLY);
    return held;
}

void tail_settle(Derive *d, Split *split)
{
    Var **helds = ARENA_ARRAY(d->arena, Var *, split->holds.count);

    for (int i = split->holds.count - 1; i >= 0; i--) {
        const Hold *hold = &split->holds.items[i];
        Name        name = {d->p, hold->var, NULL};

        helds[i] = hold->same < 0 ? tail_take_held(d, split, hold) : helds[hold->same];
        name.held = helds[i];
        ir_map_stmt_exprs(d->p, hold->stmt, tail_name, &name);
    }
}

Split *tail_split(Derive *d, const Group *group)
{
    Block *list = group->list;
    Tail   t = {.d = d, .group = group, .fixed = true, .ok = !prompt_in(d, list)};

    t.ahead = (Ahead){.d = d, .list = list, .at = group->first};
    t.first = layout_info(d->layout, group->first)->pos;
    t.last = layout_info(d->layout, list->stmts.items[list->stmts.count - 1])->end;
    t.loops = map_new(d->arena);
    t.early = map_new(d->arena);
    t.split = ARENA_NEW(d->arena, Split);
    t.split->parts = map_new(d->arena);
    tail_note_loops(&t);
    tail_list(&t, list, group->tail);
    if (!t.ok)
        return NULL;
    if (t.ahead.stmts.count == 0)
        return t.split;
    advance_ask(&t.ahead);
    return NULL;
}

bool tail_is_split(const Derive *d, const Block *list)
{
    return map_get(d->tails, list) != NULL;
}

Part tail_part(const Derive *d, const Block *list, const Stmt *s)
{
    const Split *split = map_get(d->tails, list);
    const Part  *part = map_get(split->parts, s);

    ENSURE(part != NULL);
    return *part;
}

void tail_copy(Derive *d, const Block *list, Part part, const Block *local, Block *out)
{
    for (int i = 0; i < local->stmts.count; i++) {
        const Stmt *s = local->stmts.items[i];
        Part        own = part == PART_WHOLE ? PART_WHOLE : tail_part(d, list, s);

        if (own == part) {
            ir_push(d->p, out, ir_clone_stmt(d->p, s));
        } else if (own == PART_WHOLE) {              /* a condition, under which there is something of both */
            Block *then = ir_block(d->p), *other = ir_block(d->p);

            tail_copy(d, list, part, s->u.branch.then, then);
            tail_copy(d, list, part, s->u.branch.other, other);
            ir_push(d->p, out, ir_if(d->p, s->loc, s->u.branch.cond, then, other));
        }
    }
}
