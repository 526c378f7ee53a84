#include "sweep/meld.h"

#include "meld_parts.h"
#include "simplify/simplify.h"

/*
 * Iteration j = i + shift of the second loop comes right behind iteration i of the first one.  Where the first one touches
 * element i + p of a block, and the second one element j + q, one of them writing, it is the same one for i = j + q - p.
 * Counting up, the second one comes too early for it where that is more than j - shift: never, if p - q >= shift.  Counting
 * down, never if p - q <= shift.  Iterations that but one of the two has are at the ends, and change nothing about that.
 */

enum { MOST_ACCESSES = 24, FARTHEST = 8 };

/* ---- what is done ---- */

static void note_exprs(Sweep *s, Doings *d, const Var *counter, const Expr *e, bool is_place);

static void note_access(Sweep *s, Doings *d, const Var *counter, const Expr *place, int own, bool writes)
{
    Access access = {own, writes, counter ? offset_from(s, place, counter) : (Poly){.exact = false}};
    VEC_PUSH(s->arena, &d->accesses, access);
    for (; place; place = own_inside(place))
        note_exprs(s, d, counter, place->args[1], false);
}

/* is_place: the place is written, not read. */
static void note_exprs(Sweep *s, Doings *d, const Var *counter, const Expr *e, bool is_place)
{
    int own = own_of_place(s, e);
    if (own >= 0) {
        note_access(s, d, counter, e, own, is_place);
        return;
    }
    if (e->op == OP_CALL) {
        d->calls = true;
        d->ok = d->ok && !e->u.callee->body;
    }
    if (place_is_kept(s, e)) {
        d->writes_kept |= is_place;
        d->reads_kept |= !is_place;
    } else if ((op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e)) {
        d->writes_other |= is_place;
        d->reads_other |= !is_place;
    }
    for (int i = 0; i < e->count; i++)
        note_exprs(s, d, counter, e->args[i], false);
}

static void note_stmt(Sweep *s, Doings *d, const Var *counter, const Stmt *stmt)
{
    enum { ODD = PART_OPAQUE | PART_VOLATILE | PART_ADDRESS | PART_POINTER_CAST };
    const Expr *place = stmt->kind == STMT_ASSIGN ? stmt->u.assign.place : NULL;
    const Expr *value = place ? stmt->u.assign.value : stmt->kind == STMT_DECL ? stmt->u.decl.init : NULL;
    if (!value || ir_parts(value) & ODD || (place && ir_parts(place) & ODD) || type_is_pointer(value->type) ||
        ir_hands_pointer(value)) {
        d->ok = false;
        return;
    }
    note_exprs(s, d, counter, value, false);
    if (stmt->kind == STMT_DECL) {
        Var *var = stmt->u.decl.var;
        d->ok = d->ok && type_is_scalar(var->type) && var->is_register && !var->is_static;
        map_put(d->declared, var, var);
    } else if (ir_is_register(place)) {
        d->ok = d->ok && map_get(d->declared, place->u.var);
    } else {
        note_exprs(s, d, counter, place, true);
    }
}

static Doings doings_new(Sweep *s)
{
    return (Doings){.declared = map_new(s->arena), .ok = true};
}

/* ---- one loop ---- */

/* What goes through memory side by side, and whose iterations hand nothing on to one another. */
static bool is_plain(Sweep *s, const State *at, const Doings *d)
{
    bool plain = d->ok && d->accesses.count <= MOST_ACCESSES;
    for (int i = 0; i < d->accesses.count && plain; i++) {
        const Access *a = &d->accesses.items[i];
        plain = a->offset.exact || !a->writes;
        for (int k = 0; k < d->accesses.count && plain && a->writes; k++) {
            const Access *b = &d->accesses.items[k];
            plain = !same_block(s, at, a->own, b->own) || (b->offset.exact && poly_same(&a->offset, &b->offset));
        }
    }
    return plain;
}

static bool half_read(Sweep *s, const State *at, Half *half, Stmt *loop)
{
    Poly counter;
    if (!ir_only_assigns(loop) || !loop->u.loop_for.declares || loop->u.loop_for.pragma || loop->checkpoint ||
        !ir_meets_bound(loop) || loop->u.loop_for.relation == REL_NE || loop->u.loop_for.step > 1 || loop->u.loop_for.step < -1)
        return false;
    *half = (Half){.loop = loop, .up = loop->u.loop_for.step > 0, .does = doings_new(s)};
    if (!loop_bounds(s, loop, &half->low, &half->high, &counter))
        return false;
    for (int i = 0; i < loop->u.loop_for.body->stmts.count && half->does.ok; i++)
        note_stmt(s, &half->does, loop->u.loop_for.var, loop->u.loop_for.body->stmts.items[i]);
    return is_plain(s, at, &half->does);
}

/* Whether its iterations may come in the other order: where all that it writes is followed, since it is plain. */
static bool may_turn(const Half *half)
{
    return !half->does.writes_other && !half->does.writes_kept;
}

/* ---- both ---- */

bool same_block(const Sweep *s, const State *at, int a, int b)
{
    return a == b || (s->owns.items[a].group == s->owns.items[b].group &&
                      (at->holds[a].block == UNKNOWN || at->holds[b].block == UNKNOWN || at->holds[a].block == at->holds[b].block));
}

static bool others_meet(const Doings *a, const Doings *b)
{
    return (a->writes_other && (b->writes_other || b->reads_other)) || (a->reads_other && b->writes_other) ||
           (a->writes_kept && (b->writes_kept || b->reads_kept)) || (a->reads_kept && b->writes_kept);
}

/*
 * Which way the one loop may count: neither, too, where the second one would read from memory what the first one has just
 * written beside it, since loads in blocks wait for stores in blocks that they but partly overlap.
 */
static void find_ways(Sweep *s, const State *at, const Meld *meld, bool *up, bool *down)
{
    const Doings *a = &meld->first.does, *b = &meld->second.does;
    *up = (meld->first.up || may_turn(&meld->first)) && (meld->second.up || may_turn(&meld->second)) && !others_meet(a, b);
    *down = (!meld->first.up || may_turn(&meld->first)) && (!meld->second.up || may_turn(&meld->second)) && !others_meet(a, b);
    for (int i = 0; i < a->accesses.count; i++)
        for (int k = 0; k < b->accesses.count; k++) {
            const Access *one = &a->accesses.items[i], *other = &b->accesses.items[k];
            long long     apart;
            if ((!one->writes && !other->writes) || !same_block(s, at, one->own, other->own))
                continue;
            Poly distance = poly_sum(&one->offset, &other->offset, -1);
            bool known = one->offset.exact && other->offset.exact && poly_is_number(&distance, &apart);
            *up = *up && known && apart >= meld->shift && (!one->writes || apart == meld->shift);
            *down = *down && known && apart <= meld->shift && (!one->writes || apart == meld->shift);
        }
}

static bool find_extra(Meld *meld)
{
    Poly      low = poly_sum(&meld->second.low, &meld->first.low, -1), high = poly_sum(&meld->second.high, &meld->first.high, -1);
    long long below, above;
    if (!poly_is_number(&low, &below) || !poly_is_number(&high, &above))
        return false;
    below -= meld->shift;
    above -= meld->shift;
    meld->extra = below == -1 ? EXTRA_SECOND_LOW : below == 1 ? EXTRA_FIRST_LOW : above == 1 ? EXTRA_SECOND_HIGH
                : above == -1 ? EXTRA_FIRST_HIGH : EXTRA_NONE;
    return (below == 0 && above >= -1 && above <= 1) || (above == 0 && below >= -1 && below <= 1);
}

bool is_handed_on(Sweep *s, const State *at, const Meld *meld, int own, const Poly *offset)
{
    int written = 0;
    bool ok = true;
    for (int i = 0; i < meld->first.does.accesses.count; i++) {
        const Access *a = &meld->first.does.accesses.items[i];
        written += a->writes && same_block(s, at, a->own, own);
        ok = ok && (a->own == own || !same_block(s, at, a->own, own));
    }
    for (int i = 0; i < meld->second.does.accesses.count && ok; i++) {
        const Access *b = &meld->second.does.accesses.items[i];
        long long     apart;
        if (!same_block(s, at, b->own, own))
            continue;
        Poly distance = poly_sum(offset, &b->offset, -1);
        ok = b->own == own && b->offset.exact && poly_is_number(&distance, &apart) && apart == meld->shift;
    }
    return ok && written == 1;
}

/* Whether nothing reads, behind both, what the first one writes there in iterations that both have. */
static bool is_spent(Sweep *s, const State *at, const Meld *meld, const Access *a)
{
    for (int i = 0; i < meld->second.does.accesses.count; i++)
        if (meld->second.does.accesses.items[i].own == a->own && meld->second.does.accesses.items[i].writes)
            return true;                                     /* it is handed on: the second one writes that element */
    Poly  one = poly_number(s->arena, 1);
    Piece piece = {poly_sum(&meld->first.low, &a->offset, 1), poly_sum(&meld->first.high, &a->offset, 1)};
    if (meld->extra == EXTRA_FIRST_LOW)
        piece.low = poly_sum(&piece.low, &one, 1);
    if (meld->extra == EXTRA_FIRST_HIGH)
        piece.high = poly_sum(&piece.high, &one, -1);
    return piece.low.exact && piece.high.exact && !is_read(s, at, a->own, &piece);
}

/* An array that the second loop reads what the first one writes from, and nothing reads later on. */
static bool find_shift(Sweep *s, const State *at, Meld *meld)
{
    for (int i = 0; i < meld->first.does.accesses.count; i++) {
        const Access *a = &meld->first.does.accesses.items[i];
        for (int k = 0; k < meld->second.does.accesses.count && a->writes; k++) {
            const Access *b = &meld->second.does.accesses.items[k];
            Poly          distance = poly_sum(&a->offset, &b->offset, -1);
            if (b->own != a->own || b->writes || !b->offset.exact || !poly_is_number(&distance, &meld->shift) ||
                meld->shift > FARTHEST || meld->shift < -FARTHEST)
                continue;
            if (is_handed_on(s, at, meld, a->own, &a->offset) && find_extra(meld) && is_spent(s, at, meld, a))
                return true;
            break;
        }
    }
    return false;
}

/* ---- what stands between ---- */

static bool doings_meet(const Sweep *s, const State *at, const Doings *a, const Doings *b)
{
    for (int i = 0; i < a->accesses.count; i++)
        for (int k = 0; k < b->accesses.count; k++) {
            const Access *one = &a->accesses.items[i], *other = &b->accesses.items[k];
            if ((one->writes || other->writes) && same_block(s, at, one->own, other->own))
                return true;
        }
    return others_meet(a, b);
}

static bool mentions_any(const Stmt *loop, const Block *body, const Var *var)
{
    bool found = ir_stmt_mentions(loop, var);
    for (int i = 0; i < body->stmts.count; i++)
        found |= ir_stmt_mentions(body->stmts.items[i], var);
    return found;
}

/* Whether the statements may go before the first loop, or behind the second one. */
static bool find_place(Sweep *s, const State *at, Meld *meld)
{
    Doings      between = doings_new(s);
    const Stmt *second = meld->second.loop;
    bool        behind;
    for (int i = 0; i < meld->between.count; i++)
        note_stmt(s, &between, NULL, meld->between.items[i]);
    if (!between.ok)
        return false;
    meld->before = !doings_meet(s, at, &between, &meld->first.does);
    behind = !doings_meet(s, at, &between, &meld->second.does);
    for (int i = 0; i < meld->between.count; i++) {
        const Stmt *stmt = meld->between.items[i];
        behind = behind && !(stmt->kind == STMT_DECL && mentions_any(second, second->u.loop_for.body, stmt->u.decl.var));
    }
    return meld->before || behind;
}

/* The loop before statement `index`, and what stands between; NULL: there is none. */
static Stmt *loop_before(Sweep *s, const Block *block, int index, Meld *meld)
{
    enum { MOST_BETWEEN = 4 };
    int i = index - 1;
    while (i >= 0 && index - i <= MOST_BETWEEN &&
           (block->stmts.items[i]->kind == STMT_ASSIGN || block->stmts.items[i]->kind == STMT_DECL))
        i--;
    if (i < 0 || block->stmts.items[i]->kind != STMT_FOR)
        return NULL;
    for (int k = i + 1; k < index; k++)
        VEC_PUSH(s->arena, &meld->between, block->stmts.items[k]);
    return block->stmts.items[i];
}

static bool is_taken(const Sweep *s, const Meld *meld)
{
    return map_get(s->melded, meld->first.loop) || map_get(s->melded, meld->second.loop);
}

/* Whether both declare one variable, as copies of a loop do: in the one loop it would be declared twice. */
static bool declare_the_same(const Meld *meld)
{
    const Block *body = meld->second.loop->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++)
        if (body->stmts.items[i]->kind == STMT_DECL && map_get(meld->first.does.declared, body->stmts.items[i]->u.decl.var))
            return true;
    return false;
}

void meld_note(Sweep *s, const Block *block, int index)
{
    Stmt        *loop = block->stmts.items[index];
    const State *at = map_get(s->before, loop);
    Meld         meld = {.shift = 0};
    Stmt        *before = loop_before(s, block, index, &meld);
    bool         up, down;
    if (!before || !at || !map_get(s->before, before) || !half_read(s, at, &meld.second, loop) ||
        !half_read(s, at, &meld.first, before) || meld.first.does.calls != meld.second.does.calls || is_taken(s, &meld) ||
        type_unqualified(s->p, before->u.loop_for.var->type) != type_unqualified(s->p, loop->u.loop_for.var->type) ||
        declare_the_same(&meld) || !find_shift(s, at, &meld) || !find_place(s, at, &meld))
        return;
    find_ways(s, at, &meld, &up, &down);
    if (!up && !down)
        return;
    meld.up = up && (meld.first.up || meld.second.up || !down);
    map_put(s->melded, before, meld_write(s, at, &meld));
    map_put(s->melded, loop, ir_block(s->p));
    for (int i = 0; i < meld.between.count; i++)
        map_put(s->melded, meld.between.items[i], ir_block(s->p));
}

/* ---- the pass ---- */

static bool replace(void *data, Block *out, Stmt *stmt)
{
    Sweep *s = data;
    Block *instead = map_get(s->melded, stmt);
    if (instead)
        ir_append(s->p, out, instead);
    return instead != NULL;
}

typedef struct Look {
    int  statements, loops;
} Look;

static void look_at(void *data, Stmt *stmt)
{
    Look *look = data;
    look->statements++;
    look->loops += ir_only_assigns(stmt);
}

static bool meld_once(Program *p, Func *func, int statements)
{
    Sweep s;
    bool  changed = false;
    ir_mark_registers(func);
    if (sweep_begin(&s, p, func, statements)) {
        s.melded = map_new(s.arena);
        zeros_find(&s);
        reads_find(&s);
        changed = ir_replace_stmts(p, func->body, replace, &s);
    }
    arena_free(s.arena);
    return changed;
}

bool meld_func(Program *p, Func *func)
{
    enum { MOST_ROUNDS = 6 };
    Look look = {0, 0};
    bool changed = false;
    ir_visit_stmts(func->body, look_at, &look);
    if (look.loops < 2 || func->retypes)
        return false;
    for (int round = 0; round < MOST_ROUNDS && meld_once(p, func, look.statements); round++) {
        changed = true;
        sweep_func(p, func);
        simplify_func(p, func);
    }
    return changed;
}
