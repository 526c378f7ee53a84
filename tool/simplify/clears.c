#include "blocks.h"
#include "facts.h"
#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "memory.h"
#include "passes.h"

/*
 * simplify_clears - where the memory of a shadow is set to zero and then added to, set it to what is added.
 *
 *     x_adj[i] = 0.0; … x_adj[i] = x_adj[i] + e -> … x_adj[i] = e
 *
 * Within one block, with nothing between them that reads or writes the place, or changes which place it is.  The zero in
 * a shadow is structural (0.0 + e -> e, also for e = -0.0).
 *
 * Changes and removes assignments.
 */
enum { MAX_PENDING = 8 };

typedef struct Clears {
    Program     *p;
    const Facts *f;
    bool        *gone;
    int          pending[MAX_PENDING];   /* nodes that clear a place which nothing has touched since; oldest first */
    int          count;
    bool         changed;
} Clears;

static const Expr *place_of(const Clears *c, int pos)
{
    return c->f->nodes.items[pos].stmt->u.assign.place;
}

/* ---- Whether places overlap ---- */

/* Whether two places that are reached in the same way differ in the last step: another member, or a[i] and a[i + 1]. */
static bool differ_in_step(Program *p, const Expr *a, const Expr *b)
{
    long long distance, one, other;
    if (a->op == OP_FIELD && b->op == OP_FIELD && a->u.field->record == b->u.field->record)
        return a->u.field != b->u.field && !a->u.field->record->is_union && ir_same(a->args[0], b->args[0]);
    if (a->op != OP_INDEX || b->op != OP_INDEX || !ir_same(a->args[0], b->args[0])
        || !type_same(a->args[1]->type, b->args[1]->type))
        return false;
    if (fold_is_integer(a->args[1], &one) && fold_is_integer(b->args[1], &other))
        return one != other;
    const Expr *difference = fold_binary(p, a->loc, OP_SUB, a->args[1], b->args[1]);
    return fold_is_integer(difference, &distance) && distance != 0;
}

static bool differ(Program *p, const Expr *a, const Expr *b)
{
    for (const Expr *x = a;; x = x->args[0]) {
        for (const Expr *y = b;; y = y->args[0]) {
            if (differ_in_step(p, x, y))
                return true;
            if ((y->op != OP_INDEX && y->op != OP_FIELD) || y->args[0]->type->kind == TYPE_POINTER)
                break;
        }
        if ((x->op != OP_INDEX && x->op != OP_FIELD) || x->args[0]->type->kind == TYPE_POINTER)
            return false;
    }
}

static bool overlap(const Clears *c, const Expr *a, const Expr *b)
{
    Memory x = memory_of(c->f, a), y = memory_of(c->f, b);
    return memory_overlaps(&x, &y) && !differ(c->p, a, b);
}

/* ---- What a statement does to a pending place ---- */

typedef struct Touch {
    const Clears *c;
    const Expr   *place;
    bool          found;
} Touch;

static void find_read(void *data, const Expr *e)
{
    Touch *t = data;
    bool   reads = op_info[e->op].flags & OPF_PLACE && e->type->kind != TYPE_ARRAY;
    t->found = t->found || e->op == OP_OPAQUE || (reads && overlap(t->c, e, t->place));
}

static bool reads(const Clears *c, const Expr *e, const Expr *place)
{
    Touch t = {.c = c, .place = place};
    ir_visit_expr(e, find_read, &t);
    return t.found;
}

/* Of the target itself only its indices and pointers are read. */
static bool target_touches(const Clears *c, const Expr *target, const Expr *place)
{
    for (int i = 0; i < target->count; i++) {
        bool below = op_info[target->args[i]->op].flags & OPF_PLACE && target->args[i]->type->kind != TYPE_POINTER;
        if (below ? target_touches(c, target->args[i], place) : reads(c, target->args[i], place))
            return true;
    }
    return false;
}

static bool assign_touches(const Clears *c, const Stmt *s, const Expr *place)
{
    const Expr *target = s->u.assign.place;
    return overlap(c, target, place) || target_touches(c, target, place) || reads(c, s->u.assign.value, place);
}

static bool touches(const Clears *c, int pos, const Expr *place)
{
    const Stmt *s = c->f->nodes.items[pos].stmt;
    switch (s->kind) {
    case STMT_COMMENT: return false;
    case STMT_DECL:    return s->u.decl.init && reads(c, s->u.decl.init, place);
    case STMT_ASSIGN:  return assign_touches(c, s, place);
    default:           return true;
    }
}

/* ---- Walking a block ---- */

static bool is_zero(const Expr *e)
{
    long double value;
    return fold_is_real(e, &value) && value == 0.0L;
}

static bool is_clear(const Stmt *s)
{
    if (s->kind != STMT_ASSIGN || s->u.assign.place->op == OP_VAR || !is_zero(s->u.assign.value))
        return false;
    return memory_side(s->u.assign.place) == SIDE_SHADOW && !(s->u.assign.place->type->quals & TYPE_VOLATILE);
}

static void drop(Clears *c, int i)
{
    for (c->count--; i < c->count; i++)
        c->pending[i] = c->pending[i + 1];
}

static void add(Clears *c, int pos)
{
    if (c->count == MAX_PENDING)
        drop(c, 0);
    c->pending[c->count++] = pos;
}

/* place = place + e, place = place - e */
static bool is_sum_into(const Stmt *s, const Expr *place)
{
    if (s->kind != STMT_ASSIGN || !ir_same(s->u.assign.place, place))
        return false;
    const Expr *value = s->u.assign.value;
    return (value->op == OP_ADD || value->op == OP_SUB) && ir_same(value->args[0], place);
}

/* Whether the node turns the pending clear at i into its own assignment; the clear is then no longer pending. */
static bool absorb(Clears *c, int i, int pos)
{
    Stmt       *s = c->f->nodes.items[pos].stmt;
    const Expr *place = place_of(c, c->pending[i]);
    if (!is_sum_into(s, place))
        return false;
    const Expr *value = s->u.assign.value, *amount = value->args[1];
    if (target_touches(c, s->u.assign.place, place) || reads(c, amount, place))
        return false;
    s->u.assign.value = value->op == OP_ADD ? amount : fold_unary(c->p, value->loc, OP_NEG, amount);
    c->gone[c->pending[i]] = true;
    facts_changed(c->f, pos);
    c->changed = true;
    drop(c, i);
    return true;
}

static void pass_node(Clears *c, int pos)
{
    for (int i = c->count - 1; i >= 0; i--) {
        const Expr *place = place_of(c, c->pending[i]);
        if (!facts_place_stays(c->f, place, c->pending[i], pos))
            drop(c, i);
        else if (!absorb(c, i, pos) && touches(c, pos, place))
            drop(c, i);
    }
    if (c->f->target[pos] < 0 && is_clear(c->f->nodes.items[pos].stmt))
        add(c, pos);
}

bool simplify_clears(Program *p, Facts *f)
{
    Arena *arena = arena_new();
    Clears c = {.p = p, .f = f};
    c.gone = ARENA_ARRAY(arena, bool, c.f->nodes.count + 1);
    for (int i = 0; i < c.f->scopes.count; i++) {
        const IntVec *nodes = &c.f->scopes.items[i].nodes;
        c.count = 0;
        for (int k = 0; k < nodes->count; k++)
            pass_node(&c, nodes->items[k]);
    }
    if (c.changed)
        facts_remove(p, f, c.gone);
    arena_free(arena);
    return c.changed;
}
