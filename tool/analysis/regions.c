#include "analysis/regions.h"

#include <string.h>

#include "base/intern.h"
#include "bounds.h"
#include "ir/walk.h"

typedef struct Access {
    const Expr *place;
    Stmt       *stmt;
    bool        writes;
} Access;

typedef struct Accesses {
    const Layout *layout;
    Alias        *alias;
    int           object;
    const Stmt   *loop;
    Arena        *arena;
    Stmt         *at;
    bool          outside;     /* it is used outside the loop */
    bool          odd;         /* in a way that is not understood */
    bool          is_global;   /* functions that are called may use it */
    bool          fresh;       /* it holds nothing before the loop, and only what is listed writes it */
    VEC(Access)   list;
} Accesses;

static bool regions_touches(Accesses *a, const Expr *place)
{
    IntSet objects = {0};

    alias_of_place(a->alias, place, &objects);
    return intset_has(&objects, a->object);
}

static void regions_note(Accesses *a, const Expr *place, bool writes)
{
    Access access = {place, a->at, writes};

    if (!regions_touches(a, place))
        return;
    if (a->loop && !layout_inside(a->layout, a->at, a->loop))
        a->outside = true;
    VEC_PUSH(a->arena, &a->list, access);
}

/* Scalar loads of e; a place that is only part of a longer one counts once, as the longer one. */
static void regions_reads(Accesses *a, const Expr *e, bool is_target)
{
    if (e->op == OP_ADDR || e->op == OP_DECAY) {
        a->odd |= regions_touches(a, e->args[0]);
        return;
    }
    if (op_info[e->op].flags & OPF_PLACE) {
        if (e->type->canon->kind != TYPE_ARRAY && !(e->op == OP_VAR && e->u.var->is_register))
            regions_note(a, e, is_target);
        for (const Expr *step = e; step->count > 0; step = step->args[0]) {
            if (step->op == OP_INDEX)
                regions_reads(a, step->args[1], false);
            if (step->op == OP_DEREF || (step->op == OP_INDEX && type_is_pointer(step->args[0]->type))) {
                regions_reads(a, step->args[0], false);
                break;
            }
        }
        return;
    }
    for (int i = 0; i < e->count; i++)
        regions_reads(a, e->args[i], false);
}

static void regions_expr(void *data, const Expr *e, bool is_target)
{
    regions_reads(data, e, is_target);
}

/* Whether the function that is called can reach the object through an argument. */
static bool regions_is_given(const Accesses *a, const Stmt *call)
{
    IntSet objects = {0};

    for (int i = 0; i < call->u.call.count; i++)
        alias_reach(a->alias, call->u.call.args[i], &objects);
    return intset_has(&objects, a->object);
}

static void regions_visit(void *data, Stmt *s)
{
    Accesses *a = data;

    a->at = s;
    if (s->kind == STMT_OPAQUE) {
        for (int i = 0; i < s->u.opaque->vars.count; i++) {
            int object = alias_of_var(a->alias, s->u.opaque->vars.items[i]);

            if (object >= 0 && (object == a->object || intset_has(&alias_object(a->alias, object)->contents, a->object)))
                a->odd = true;
        }
        for (int i = 0; i < s->u.opaque->behind.count; i++)
            a->odd |= alias_of_var(a->alias, s->u.opaque->behind.items[i]) == a->object;
        for (int i = 0; i < s->u.opaque->writes.count; i++)
            a->odd |= alias_of_var(a->alias, s->u.opaque->writes.items[i]) == a->object;
    } else if (s->kind != STMT_CALL || a->is_global) {
        ir_stmt_exprs(s, regions_expr, a);
        a->odd |= s->kind == STMT_CALL && (!s->u.call.callee->is_library || ir_hands_function(s));
    } else if (!s->u.call.callee->is_library) {
        ir_stmt_exprs(s, regions_expr, a);
        a->odd |= regions_is_given(a, s);
    } else if (s != alias_object(a->alias, a->object)->site && strcmp(s->u.call.callee->name, "free") != 0) {
        a->fresh = a->fresh && !regions_is_given(a, s) && !(s->u.call.place && regions_touches(a, s->u.call.place));
    }
}

enum { MOST_COUNTERS = 8 };

static bool regions_same_header(const Span *span, const Stmt *a, const Stmt *b)
{
    return a->u.loop_for.relation == b->u.loop_for.relation && a->u.loop_for.step == b->u.loop_for.step &&
           ir_same(a->u.loop_for.from, b->u.loop_for.from) && ir_same(a->u.loop_for.to, b->u.loop_for.to) &&
           !span_changes(span, a->u.loop_for.from) && !span_changes(span, a->u.loop_for.to);
}

/* What is known of a write that is to cover a read. */
typedef struct Cover {
    Span            span;
    const Accesses *all;
    const Access   *write, *read;
    struct {
        const Var *mine, *theirs;
    } counters[MOST_COUNTERS];       /* a counter of the write's loops, and what stands for it in the read; or NULL */
    int             count;
} Cover;

/* Each counter stands for one thing only: x[i][i] = … writes the diagonal. */
static bool cover_counter(Cover *c, const Var *mine, const Var *theirs)
{
    for (int i = 0; i < c->count; i++)
        if (c->counters[i].mine == mine)
            return theirs && c->counters[i].theirs == theirs;
    if (c->count == MOST_COUNTERS)
        return false;
    c->counters[c->count].mine = mine;
    c->counters[c->count++].theirs = theirs;
    return true;
}

/* Whether all that is ever written to the memory lies in the range that the write goes through.  In the iterations of the
 * loop `to` is the same: what an iteration reads it has written, or nothing has, and then no valid program reads it. */
static bool cover_all_writes(const Cover *c, const Expr *w, const Range *mine)
{
    const Layout *layout = c->span.layout;
    const Stmt   *loop = c->all->loop;
    const Expr   *base = w->args[0];
    Span          whole = {layout, NULL, 0, 0};

    if (!c->all->fresh || w != c->write->place || base->op != OP_VAR || c->read->place->type->canon != w->type->canon)
        return false;
    whole = (Span){layout, loop, layout_info(layout, loop)->pos, layout_info(layout, loop)->end};
    if (span_changes(&whole, mine->to) || (type_is_pointer(base->type) && span_changes(&whole, base)))
        return false;
    for (int i = 0; i < c->all->list.count; i++) {
        const Access *other = &c->all->list.items[i];

        if (other->writes &&
            !(other->place->op == OP_INDEX && ir_same(other->place->args[0], base) &&
              bounds_from(layout, other->stmt, other->place->args[1], mine->low) &&
              bounds_below(&whole, other->stmt, other->place->args[1], mine->to, mine->above)))
            return false;
    }
    return true;
}

/* Whether the write visits all elements of the dimension, or all that the read visits. */
static bool cover_range(Cover *c, const Expr *w, const Expr *r)
{
    const Type *array = w->args[0]->type->canon;
    long long   count = array->kind == TYPE_ARRAY ? array->u.array.count : -1, end = 0;
    Range       mine;

    if (!bounds_range(&c->span, c->write->stmt, w->args[1], &mine) || span_changes(&c->span, mine.to))
        return false;
    if (mine.low <= 0 && count >= 0 && ir_integer(mine.to, &end) && end + mine.above >= count)
        return cover_counter(c, mine.counter, NULL);
    return (cover_all_writes(c, w, &mine) ||
            (bounds_from(c->span.layout, c->read->stmt, r->args[1], mine.low) &&
             bounds_below(&c->span, c->read->stmt, r->args[1], mine.to, mine.above))) &&
           cover_counter(c, mine.counter, NULL);
}

/* Whether the counter of the write, part of an index, takes all values that the same part of the read's index takes. */
static bool cover_part(Cover *c, const Expr *w, const Expr *r)
{
    Range mine;

    return bounds_range(&c->span, c->write->stmt, w, &mine) && !span_changes(&c->span, mine.to) &&
           bounds_from(c->span.layout, c->read->stmt, r, mine.low) &&
           bounds_below(&c->span, c->read->stmt, r, mine.to, mine.above) && cover_counter(c, mine.counter, NULL);
}

/* Whether the read's index takes only values that the write's index takes: the same expression, with counters that run
 * over the same ranges. */
static bool regions_covers(Cover *c, const Expr *w, const Expr *r)
{
    Stmt *a = w->op == OP_VAR ? span_loop_of(&c->span, c->write->stmt, w->u.var) : NULL;

    if (a) {
        Stmt *b = r->op == OP_VAR ? span_loop_of(&c->span, c->read->stmt, r->u.var) : NULL;

        return (b && (a == b || regions_same_header(&c->span, a, b)) && cover_counter(c, w->u.var, r->u.var)) ||
               cover_part(c, w, r);
    }
    if (w->op != r->op || w->count != r->count || (w->op == OP_VAR && w->u.var != r->u.var))
        return false;
    if (w->op == OP_VAR)
        return w->type->canon->kind == TYPE_ARRAY || w->type->canon->kind == TYPE_RECORD || w == c->write->place ||
               !span_changes(&c->span, w);
    if (w->count == 0)
        return ir_same(w, r);
    if (w->op == OP_FIELD && w->u.field != r->u.field)
        return false;
    for (int i = 0; i < w->count; i++) {
        int before = c->count;

        if (type_is_scalar(w->args[i]->type) && ir_reads_memory(w->args[i]) && span_changes(&c->span, w->args[i]))
            return false;
        if (regions_covers(c, w->args[i], r->args[i]))
            continue;
        c->count = before;
        if (w->op != OP_INDEX || i != 1 || !cover_range(c, w, r))
            return false;
    }
    return true;
}

static void regions_find_jump(void *data, Stmt *s)
{
    bool *found = data;

    *found |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE;
}

/* Whether the statement runs in every iteration of the FORs between it and the scope. */
static bool regions_unconditional(const Layout *layout, Stmt *s, const Stmt *scope)
{
    bool jumps = false;

    for (Stmt *up = layout_info(layout, s)->parent; up != scope; up = layout_info(layout, up)->parent) {
        if (up == NULL || (up->kind != STMT_FOR && up->kind != STMT_BLOCK))
            return false;
        if (up->kind == STMT_FOR)
            ir_visit_stmts(up->u.loop_for.body, regions_find_jump, &jumps);
    }
    return !jumps;
}

/* The child of the scope that holds the statement. */
static Stmt *regions_child(const Layout *layout, Stmt *s, const Stmt *scope)
{
    while (layout_info(layout, s)->parent != scope)
        s = layout_info(layout, s)->parent;
    return s;
}

/* Whether both are in one list of the scope (not one in each branch of an IF). */
static bool regions_one_list(const Stmt *scope, const Stmt *a, const Stmt *b)
{
    Block *blocks[3];
    int    count = scope ? ir_stmt_blocks(scope, blocks) : 0;

    for (int i = 0; i < count; i++) {
        bool has_a = false, has_b = false;

        for (int k = 0; blocks[i] && k < blocks[i]->stmts.count; k++) {
            has_a |= blocks[i]->stmts.items[k] == a;
            has_b |= blocks[i]->stmts.items[k] == b;
        }
        if (has_a || has_b)
            return has_a && has_b;
    }
    return scope == NULL;
}

/* Whether each loop around the write that runs no time leaves nothing to be read: the write's index has its counter, or
 * it always runs. */
static bool cover_runs(const Cover *c)
{
    const Layout *layout = c->span.layout;

    for (Stmt *up = layout_info(layout, c->write->stmt)->parent; up != c->span.scope; up = layout_info(layout, up)->parent) {
        long long from, to;
        bool      counted = up->kind != STMT_FOR;

        for (int i = 0; i < c->count; i++)
            counted |= up->kind == STMT_FOR && c->counters[i].mine == up->u.loop_for.var;
        if (!counted && !(up->u.loop_for.relation == REL_LT && ir_integer(up->u.loop_for.from, &from) &&
                          ir_integer(up->u.loop_for.to, &to) && from < to))
            return false;
    }
    return true;
}

static bool regions_written_in(const Accesses *all, const Stmt *scope, const Access *write, const Access *read)
{
    const Layout *layout = all->layout;
    Stmt         *a = regions_child(layout, write->stmt, scope), *b = regions_child(layout, read->stmt, scope);
    Cover cover = {.span = {layout, scope, layout_info(layout, a)->pos, layout_info(layout, b)->end},
                   .all = all, .write = write, .read = read};

    return cover.span.first < layout_info(layout, b)->pos && regions_one_list(scope, a, b) &&
           regions_unconditional(layout, write->stmt, scope) &&
           regions_covers(&cover, write->place, read->place) && cover_runs(&cover);
}

/* In some list around the read, within the loop (or the function, where that is NULL). */
static bool regions_written_before(const Accesses *all, const Access *write, const Access *read)
{
    const Layout *layout = all->layout;

    for (const Stmt *scope = layout_info(layout, read->stmt)->parent;; scope = layout_info(layout, scope)->parent) {
        if ((scope == NULL || layout_inside(layout, write->stmt, scope)) &&
            regions_written_in(all, scope, write, read))
            return true;
        if (scope == all->loop || scope == NULL)
            return false;
    }
}

static bool regions_filled(const Accesses *a)
{
    for (int i = 0; i < a->list.count; i++) {
        bool found = a->list.items[i].writes;

        for (int j = 0; j < a->list.count && !found; j++)
            found = a->list.items[j].writes &&
                    regions_written_before(a, &a->list.items[j], &a->list.items[i]);
        if (!found)
            return false;
    }
    return true;
}

typedef struct Birth {
    const Layout *layout;
    Alias        *alias;
    const Object *object;
    const Stmt   *loop;
    bool          inside;
    bool          empty;       /* it holds nothing yet */
} Birth;

static void regions_find_birth(void *data, Stmt *s)
{
    Birth *birth = data;

    if ((s->kind == STMT_DECL && s->u.decl.var == birth->object->var) || s == birth->object->site) {
        birth->inside |= s != birth->loop && layout_inside(birth->layout, s, birth->loop);
        birth->empty = s->kind == STMT_DECL ? s->u.decl.init == NULL
                                            : s->kind == STMT_CALL && strcmp(s->u.call.callee->name, "malloc") == 0;
    }
}

/* A block that is allocated in the loop is the iteration's own if no pointer that outlives the iteration gets it. */
static bool regions_block_stays(const Layout *layout, Alias *alias, const Func *func, const Object *block,
                                const Stmt *loop)
{
    for (int i = 0; i < alias_count(alias); i++) {
        const Object *holder = alias_object(alias, i);
        Birth         birth = {layout, alias, holder, loop, false, false};

        if (!intset_has(&holder->contents, block->id))
            continue;
        if (holder->kind != OBJECT_VAR)
            return false;
        ir_visit_stmts(func->body, regions_find_birth, &birth);
        if (!birth.inside)
            return false;
    }
    return true;
}

bool regions_private(const Layout *layout, Alias *alias, const Func *func, int object, const Stmt *loop)
{
    const Object *o = alias_object(alias, object);
    Birth         birth = {layout, alias, o, loop, false, false};
    Accesses      accesses = {.layout = layout, .alias = alias, .object = object, .loop = loop};

    if (o->kind != OBJECT_ALLOC && !(o->kind == OBJECT_VAR && o->var->kind != VAR_PARAM && o->var->kind != VAR_GLOBAL))
        return false;
    ir_visit_stmts(func->body, regions_find_birth, &birth);
    if (birth.inside)
        return o->kind == OBJECT_VAR || regions_block_stays(layout, alias, func, o, loop);
    accesses.arena = arena_new();
    accesses.fresh = birth.empty;
    ir_visit_stmts(func->body, regions_visit, &accesses);
    birth.inside = !accesses.outside && !accesses.odd && regions_filled(&accesses);
    arena_free(accesses.arena);
    return birth.inside;
}

bool regions_filled_first(const Layout *layout, Alias *alias, const Func *func, int object)
{
    Accesses accesses = {.layout = layout, .alias = alias, .object = object, .is_global = true};
    bool     filled;

    accesses.arena = arena_new();
    ir_visit_stmts(func->body, regions_visit, &accesses);
    filled = !accesses.odd && regions_filled(&accesses);
    arena_free(accesses.arena);
    return filled;
}

/* Whether something from the first statement to the last hands the object to a function: to free, say. */
static bool regions_gives(const Accesses *a, const Stmt *first, const Stmt *last)
{
    for (int pos = layout_info(a->layout, first)->pos; pos <= layout_info(a->layout, last)->pos; pos++) {
        const Stmt *s = layout_stmt(a->layout, pos);

        if (s->kind == STMT_CALL && regions_is_given(a, s))
            return true;
    }
    return false;
}

bool regions_is_set(const Layout *layout, Alias *alias, const Func *func, const Expr *place, Stmt *at)
{
    Accesses accesses = {.layout = layout, .alias = alias};
    IntSet   objects = {0};
    bool     found = false;

    alias_of_place(alias, place, &objects);
    if (objects.count != 1 || (alias_object(alias, objects.items[0])->kind != OBJECT_ALLOC &&
                               alias_object(alias, objects.items[0])->kind != OBJECT_VAR))
        return false;
    accesses.object = objects.items[0];
    accesses.arena = arena_new();
    ir_visit_stmts(func->body, regions_visit, &accesses);
    for (int i = 0; i < accesses.list.count && !found && !accesses.odd; i++) {
        Access *write = &accesses.list.items[i], read = {place, at, false};

        found = write->writes && layout_info(layout, write->stmt)->pos < layout_info(layout, at)->pos &&
                regions_written_before(&accesses, write, &read) && !regions_gives(&accesses, write->stmt, at);
    }
    arena_free(accesses.arena);
    return found;
}
