#include "analysis/regions.h"

#include "base/intern.h"
#include "ir/walk.h"

enum { LARGE_STRIDE = 65536 };

/* ---- regions_apart ---- */

/* Counters that an index still has to tell apart. */
typedef struct Counters {
    const Layout *layout;
    Stmt *const  *loops;
    int           count;
    unsigned      left;      /* bit k: the counter of loops[k] */
} Counters;

static int regions_counter(const Counters *c, const Expr *e)
{
    e = ir_unwidened(e);
    if (e->op != OP_VAR)
        return -1;
    for (int i = 0; i < c->count; i++)
        if (c->loops[i]->u.loop_for.var == e->u.var)
            return i;
    return -1;
}

/* Whether the expression means the same in all iterations. */
static bool regions_fixed(const Counters *c, const Expr *e)
{
    const StmtInfo *outer = layout_info(c->layout, c->loops[0]);

    return !layout_changes(c->layout, e, outer->pos, outer->end);
}

/* Whether the counter of loops[k] runs over [0, size) or part of it. */
static bool regions_within(const Counters *c, int k, const Expr *size)
{
    const Stmt *loop = c->loops[k];
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;

    size = ir_unwidened(size);
    to = ir_unwidened(to);
    from = ir_unwidened(from);
    if (loop->u.loop_for.relation == REL_LT && loop->u.loop_for.step > 0)
        return from->op == OP_INT && from->u.integer.value >= 0 && ir_same(to, size) && regions_fixed(c, size);
    if (loop->u.loop_for.relation == REL_DOWNTO)
        return to->op == OP_INT && to->u.integer.value >= 0 && ir_same(from, size) && regions_fixed(c, size);
    return false;
}

static bool regions_index(Counters *c, const Expr *e);

/* E * size + v with 0 <= v < size. */
static bool regions_flat(Counters *c, const Expr *product, const Expr *minor)
{
    int k = regions_counter(c, minor);

    if (k < 0 || !(c->left & (1U << k)) || product->op != OP_MUL)
        return false;
    for (int side = 0; side < 2; side++) {
        if (regions_within(c, k, product->args[side])) {
            Counters rest = *c;

            rest.left &= ~(1U << k);
            if (regions_index(&rest, product->args[1 - side])) {
                c->left = rest.left;
                return true;
            }
        }
    }
    return false;
}

/* Whether products with the constant differ where the other factors do: in an unsigned type large ones may wrap. */
static bool regions_spreads(const Expr *factor)
{
    long long value;

    factor = ir_unwidened(factor);
    value = factor->op == OP_INT ? factor->u.integer.value : 0;
    return value != 0 && (!type_is_unsigned(factor->type) || (value > 0 && value <= LARGE_STRIDE));
}

/* Take away the counters that this index tells apart; false where it is of no known form. */
static bool regions_index(Counters *c, const Expr *e)
{
    int k = regions_counter(c, e);

    if (k >= 0) {
        c->left &= ~(1U << k);
        return true;
    }
    if (regions_fixed(c, e))
        return true;
    switch (e->op) {
    case OP_CAST:
        return ir_unwidened(e) != e && regions_index(c, ir_unwidened(e));
    case OP_NEG:
        return regions_index(c, e->args[0]);
    case OP_SUB:
    case OP_ADD:
        if (regions_fixed(c, e->args[1]))
            return regions_index(c, e->args[0]);
        if (regions_fixed(c, e->args[0]))
            return regions_index(c, e->args[1]);
        return e->op == OP_ADD && (regions_flat(c, e->args[0], e->args[1]) || regions_flat(c, e->args[1], e->args[0]));
    case OP_MUL:
        for (int side = 0; side < 2; side++)
            if (regions_spreads(e->args[side]))
                return regions_index(c, e->args[1 - side]);
        return false;
    default:
        return false;
    }
}

static bool regions_place(Counters *c, const Expr *place)
{
    switch (place->op) {
    case OP_VAR:
        return true;
    case OP_FIELD:
        return regions_place(c, place->args[0]);
    case OP_DEREF:
        if (place->args[0]->op == OP_PTRADD)
            return regions_fixed(c, place->args[0]->args[0]) && regions_index(c, place->args[0]->args[1]);
        return regions_fixed(c, place->args[0]);
    case OP_INDEX:
        if (!regions_index(c, place->args[1]))
            return false;
        return type_is_pointer(place->args[0]->type) ? regions_fixed(c, place->args[0])
                                                     : regions_place(c, place->args[0]);
    default:
        return false;
    }
}

bool regions_apart(const Layout *layout, Stmt *const *loops, int count, const Expr *place)
{
    Counters c = {layout, loops, count, 0};

    if (count == 0 || count > 16)
        return count == 0;
    for (int i = 0; i < count; i++)
        if (loops[i]->kind != STMT_FOR)
            return false;
    c.left = (1U << count) - 1;
    return regions_place(&c, place) && c.left == 0;
}

/* ---- regions_private ---- */

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

/* To qsort, say: the function may use any global. */
static bool regions_hands_function(const Stmt *s)
{
    for (int i = 0; i < s->u.call.count; i++)
        if (type_is_function_pointer(s->u.call.args[i]->type))
            return true;
    return false;
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
        a->odd |= s->kind == STMT_CALL && (!s->u.call.callee->is_library || regions_hands_function(s));
    } else if (!s->u.call.callee->is_library) {
        ir_stmt_exprs(s, regions_expr, a);
        for (int i = 0; i < s->u.call.count; i++) {
            IntSet objects = {0};

            alias_reach(a->alias, s->u.call.args[i], &objects);
            a->odd |= intset_has(&objects, a->object);
        }
    }
}

enum { MOST_COUNTERS = 8 };

/* Where a write stands before a read: two statements of one list, and what runs from the one to the end of the other. */
typedef struct Span {
    const Layout *layout;
    const Stmt   *scope;       /* whose list it is; NULL: the function's */
    int           first, last;
} Span;

static bool span_changes(const Span *span, const Expr *e)
{
    return layout_changes(span->layout, e, span->first, span->last);
}

static bool regions_same_header(const Span *span, const Stmt *a, const Stmt *b)
{
    return a->u.loop_for.relation == b->u.loop_for.relation && a->u.loop_for.step == b->u.loop_for.step &&
           ir_same(a->u.loop_for.from, b->u.loop_for.from) && ir_same(a->u.loop_for.to, b->u.loop_for.to) &&
           !span_changes(span, a->u.loop_for.from) && !span_changes(span, a->u.loop_for.to);
}

/* The FOR inside the scope and around `s` whose counter is the variable, or NULL. */
static Stmt *regions_loop_of(const Span *span, Stmt *s, const Var *var)
{
    const Layout *layout = span->layout;

    for (Stmt *l = layout_info(layout, s)->loop; l && l != span->scope && layout_info(layout, l)->pos >= span->first;
         l = layout_info(layout, l)->loop)
        if (l->kind == STMT_FOR && l->u.loop_for.var == var)
            return l;
    return NULL;
}

/* What is known of a write that is to cover a read. */
typedef struct Cover {
    Span          span;
    const Access *write, *read;
    struct {
        const Var *mine, *theirs;
    } counters[MOST_COUNTERS];     /* a counter of the write's loops, and what stands for it in the read; or NULL */
    int           count;
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

/* An index that is a loop's counter, moved by a constant.  `to` is NULL where it is a constant: `from`. */
typedef struct Range {
    const Var  *counter;
    long long   from, shift;    /* it runs from `from` + shift up to, not including, to + shift */
    const Expr *to;
} Range;

static bool regions_integer(const Expr *e, long long *value)
{
    e = ir_unwidened(e);
    if (e->op != OP_INT)
        return false;
    *value = (long long)e->u.integer.value;
    return true;
}

static bool regions_range(const Cover *c, Stmt *at, const Expr *index, Range *out)
{
    const Expr *e = ir_unwidened(index);
    long long   shift = 0;
    const Stmt *loop;

    *out = (Range){0};
    if (regions_integer(e, &out->from))
        return true;
    if ((e->op == OP_ADD || e->op == OP_SUB) && regions_integer(e->args[1], &shift)) {
        out->shift = e->op == OP_SUB ? -shift : shift;
        e = ir_unwidened(e->args[0]);
    }
    loop = e->op == OP_VAR ? regions_loop_of(&c->span, at, e->u.var) : NULL;
    if (loop == NULL || loop->u.loop_for.relation != REL_LT || loop->u.loop_for.step != 1 ||
        !regions_integer(loop->u.loop_for.from, &out->from))
        return false;
    out->counter = e->u.var;
    out->to = loop->u.loop_for.to;
    return true;
}

/* Whether the write visits all elements of the dimension, or all that the read visits. */
static bool cover_range(Cover *c, const Expr *w, const Expr *r)
{
    const Type *array = w->args[0]->type->canon;
    long long   count = array->kind == TYPE_ARRAY ? array->u.array.count : -1, end = 0, other = 0;
    Range       mine, theirs;
    bool        known;

    if (!regions_range(c, c->write->stmt, w->args[1], &mine) || !mine.to || mine.from + mine.shift > 0 ||
        span_changes(&c->span, mine.to))
        return false;
    known = regions_integer(mine.to, &end);
    if (known && count >= 0 && end + mine.shift >= count)
        return cover_counter(c, mine.counter, NULL);
    if (!regions_range(c, c->read->stmt, r->args[1], &theirs) || theirs.from + theirs.shift < 0)
        return false;
    if (!theirs.to)
        return known && theirs.from < end + mine.shift && cover_counter(c, mine.counter, NULL);
    if (known ? !regions_integer(theirs.to, &other) || other + theirs.shift > end + mine.shift
              : !ir_same(mine.to, theirs.to) || theirs.shift > mine.shift)
        return false;
    return cover_counter(c, mine.counter, NULL);
}

/* Whether the read's index takes only values that the write's index takes: the same expression, with counters that run
 * over the same ranges. */
static bool regions_covers(Cover *c, const Expr *w, const Expr *r)
{
    if (w->op != r->op || w->count != r->count)
        return false;
    if (w->op == OP_VAR && !(w->u.var == r->u.var && !regions_loop_of(&c->span, c->write->stmt, w->u.var))) {
        Stmt *a = regions_loop_of(&c->span, c->write->stmt, w->u.var);
        Stmt *b = regions_loop_of(&c->span, c->read->stmt, r->u.var);

        return a && b && (a == b || regions_same_header(&c->span, a, b)) && cover_counter(c, w->u.var, r->u.var);
    }
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
        if (!counted && !(up->u.loop_for.relation == REL_LT && regions_integer(up->u.loop_for.from, &from) &&
                          regions_integer(up->u.loop_for.to, &to) && from < to))
            return false;
    }
    return true;
}

static bool regions_written_in(const Layout *layout, const Stmt *scope, const Access *write, const Access *read)
{
    Stmt *a = regions_child(layout, write->stmt, scope), *b = regions_child(layout, read->stmt, scope);
    Cover cover = {.span = {layout, scope, layout_info(layout, a)->pos, layout_info(layout, b)->end},
                   .write = write, .read = read};

    return cover.span.first < layout_info(layout, b)->pos && regions_one_list(scope, a, b) &&
           regions_unconditional(layout, write->stmt, scope) &&
           regions_covers(&cover, write->place, read->place) && cover_runs(&cover);
}

/* In some list around the read, within `loop` (or the function, where that is NULL). */
static bool regions_written_before(const Layout *layout, const Stmt *loop, const Access *write, const Access *read)
{
    for (const Stmt *scope = layout_info(layout, read->stmt)->parent;; scope = layout_info(layout, scope)->parent) {
        if ((scope == NULL || layout_inside(layout, write->stmt, scope)) &&
            regions_written_in(layout, scope, write, read))
            return true;
        if (scope == loop || scope == NULL)
            return false;
    }
}

static bool regions_filled(const Accesses *a)
{
    for (int i = 0; i < a->list.count; i++) {
        bool found = a->list.items[i].writes;

        for (int j = 0; j < a->list.count && !found; j++)
            found = a->list.items[j].writes &&
                    regions_written_before(a->layout, a->loop, &a->list.items[j], &a->list.items[i]);
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
} Birth;

static void regions_find_birth(void *data, Stmt *s)
{
    Birth *birth = data;

    if ((s->kind == STMT_DECL && s->u.decl.var == birth->object->var) || s == birth->object->site)
        birth->inside |= s != birth->loop && layout_inside(birth->layout, s, birth->loop);
}

/* A block that is allocated in the loop is the iteration's own if no pointer that outlives the iteration gets it. */
static bool regions_block_stays(const Layout *layout, Alias *alias, const Func *func, const Object *block,
                                const Stmt *loop)
{
    for (int i = 0; i < alias_count(alias); i++) {
        const Object *holder = alias_object(alias, i);
        Birth         birth = {layout, alias, holder, loop, false};

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
    Birth         birth = {layout, alias, o, loop, false};
    Accesses      accesses = {.layout = layout, .alias = alias, .object = object, .loop = loop};

    if (o->kind != OBJECT_ALLOC && !(o->kind == OBJECT_VAR && o->var->kind != VAR_PARAM && o->var->kind != VAR_GLOBAL))
        return false;
    ir_visit_stmts(func->body, regions_find_birth, &birth);
    if (birth.inside)
        return o->kind == OBJECT_VAR || regions_block_stays(layout, alias, func, o, loop);
    accesses.arena = arena_new();
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
