#include "parts.h"

/*
 * holes_split - a loop that leaves out the one iteration of a counter of a loop around it, as two loops.
 *
 *     for (int c = 0, to = 0; c < n; c++)     ->     for (int c = 0; c < j; c++)
 *         if (c != j)                                    minor[c] = row[c];
 *             minor[to++] = row[c];                  for (int c = j + 1; c < n; c++)
 *                                                        minor[c - 1] = row[c];
 *
 * Conditions on which of the two counters is less are known in each of them.  What is counted beside the iterations that are
 * not left out is what the counter says, so that each element's place is known.  Only short bodies that assign numbers: they
 * stand there twice.
 *
 * Requires: verified IR, the function's own; jumps at tails.   Keeps: its meaning.
 */

enum { MOST_ASSIGNED = 6 };

typedef struct Holes {
    Program *p;
    Func    *func;
    bool     changed;
} Holes;

/* A loop with a hole. */
typedef struct Hole {
    const Stmt *loop;
    const Expr *left_out;      /* the counter of a loop around, for which the body does nothing */
    Block      *before, *after;   /* what it does where the loop's counter is less, and where it is more */
} Hole;

/* ---- which loops ---- */

static bool counts_up(const Stmt *s, long long *first)
{
    return s->kind == STMT_FOR && s->u.loop_for.relation == REL_LT && s->u.loop_for.step == 1
        && type_is_integer(s->u.loop_for.var->type) && !type_is_unsigned(s->u.loop_for.var->type)
        && ir_integer(s->u.loop_for.from, first);
}

/* The order of the loop's counter and what it is compared with. */
typedef struct Order {
    Program    *p;
    const Var  *counter;
    const Expr *other;         /* NULL: whatever it is compared with first is put here */
    int         order;         /* -1: the counter is less, 0: they are equal, 1: it is more */
} Order;

static bool compares(OpKind op)
{
    return op >= OP_LT && op <= OP_NE;
}

/* The side of a comparison on which the counter stands, where another variable of the same type stands on the other one; -1. */
static int compared_at(const Order *o, const Expr *e)
{
    for (int i = 0; compares(e->op) && i < 2; i++) {
        const Expr *mine = e->args[i], *other = e->args[1 - i];
        if (mine->op == OP_VAR && mine->u.var == o->counter && other->op == OP_VAR && type_same(other->type, mine->type)
            && (!o->other || ir_same(o->other, other)))
            return i;
    }
    return -1;
}

static void find_compared(void *data, const Expr *e)
{
    Order *o = data;
    int    at = compared_at(o, e);
    if (at >= 0)
        o->other = e->args[1 - at];
}

static const Expr *order_node(void *data, const Expr *e)
{
    const Order *o = data;
    int          at = compared_at(o, e);
    if (at < 0)
        return e;
    bool holds = at == 0 ? op_compares(e->op, o->order, 0.0L) : op_compares(e->op, 0.0L, o->order);
    return ir_int(o->p, e->loc, e->type, holds);
}

/* The body where that is the order. */
static Block *ordered(Program *p, const Block *body, Order o, int order)
{
    Block *copy = ir_clone_block(p, body);
    o.order = order;
    ir_map_block_exprs(p, copy, order_node, &o);
    places_simplify_block(p, copy);
    return copy;
}

/* if (c != j) …, if (c < j) … else if (c > j) …, if (c == j) ; else a[c < j ? c : c - 1] = … */
static bool leaves_out(Program *p, const Stmt *loop, Hole *hole)
{
    const Block *body = loop->u.loop_for.body;
    Order        o = {p, loop->u.loop_for.var, NULL, 0};
    for (int i = 0; i < body->stmts.count; i++)
        if (body->stmts.items[i]->kind == STMT_IF)
            ir_visit_expr(body->stmts.items[i]->u.branch.cond, find_compared, &o);
    if (!o.other || ordered(p, body, o, 0)->stmts.count)
        return false;
    hole->left_out = o.other;
    hole->before = ordered(p, body, o, -1);
    hole->after = ordered(p, body, o, 1);
    return true;
}

static bool is_short(const Block *body)
{
    bool real = false;
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *s = body->stmts.items[i];
        if (s->kind != STMT_ASSIGN)
            return false;
        real |= type_is_real(s->u.assign.place->type);
    }
    return (real || body->stmts.count == 0) && body->stmts.count <= MOST_ASSIGNED;
}

/* Whether it has IFs and assignments alone, and few. */
static bool is_simple(const Block *body)
{
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *s = body->stmts.items[i];
        if (s->kind != STMT_ASSIGN && (s->kind != STMT_IF || !is_simple(s->u.branch.then) || !is_simple(s->u.branch.other)))
            return false;
    }
    return body->stmts.count <= MOST_ASSIGNED;
}

/* Whether what is left out is an iteration that would have been there. */
static bool is_within(const Hole *hole, const Around *around)
{
    long long low, first;
    for (; around; around = around->outer) {
        const Stmt *s = around->loop;
        if (s->kind != STMT_FOR || s->u.loop_for.var != hole->left_out->u.var)
            continue;
        return counts_up(s, &first) && counts_up(hole->loop, &low) && low <= first
            && ir_same(s->u.loop_for.to, hole->loop->u.loop_for.to) && normal_is_fixed(s->u.loop_for.body, s->u.loop_for.to)
            && normal_is_fixed_var(s->u.loop_for.body, hole->left_out->u.var);
    }
    return false;
}

static bool is_hole(Program *p, const Stmt *s, const Around *around, Hole *hole)
{
    long long low;
    *hole = (Hole){.loop = s};
    return counts_up(s, &low) && s->u.loop_for.declares && is_simple(s->u.loop_for.body) && leaves_out(p, s, hole)
        && is_short(hole->before) && is_short(hole->after) && hole->before->stmts.count + hole->after->stmts.count
        && normal_is_fixed_var(s->u.loop_for.body, s->u.loop_for.var) && is_within(hole, around);
}

/* ---- what is counted beside ---- */

/* var = var + 1 */
static const Var *counted(const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    long long   one;
    return place->op == OP_VAR && place->u.var->is_register && type_is_integer(place->type) && value->op == OP_ADD
            && ir_same(value->args[0], place) && ir_integer(value->args[1], &one) && one == 1 ? place->u.var : NULL;
}

/* What the variable is when the loop begins, at the end of the list so far: a number. */
static bool starts_at(const Block *before, const Var *var, long long *value)
{
    for (int i = before->stmts.count - 1; i >= 0; i--) {
        const Stmt *s = before->stmts.items[i];
        if (s->kind == STMT_DECL && s->u.decl.var == var)
            return s->u.decl.init && ir_integer(s->u.decl.init, value);
        if (s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR && s->u.assign.place->u.var == var)
            return ir_integer(s->u.assign.value, value);
        if (s->kind != STMT_DECL && s->kind != STMT_ASSIGN)
            return false;
    }
    return false;
}

/* ---- the two loops ---- */

typedef struct Renamed {
    Program   *p;
    const Var *from;
    const Expr *to;
} Renamed;

static const Expr *rename_node(void *data, const Expr *e)
{
    const Renamed *r = data;
    return e->op == OP_VAR && e->u.var == r->from ? r->to : e;
}

/* The body with e in the place of what is counted beside, which it does not count any more. */
static Block *without_count(Program *p, const Block *body, const Var *var, const Expr *e)
{
    Block *out = ir_block(p);
    bool   passed = false;
    for (int i = 0; i < body->stmts.count; i++) {
        Renamed r = {p, var, ir_plus(p, e, passed)};
        Block  *one = ir_block(p);
        if (counted(body->stmts.items[i]) == var) {
            passed = true;
            continue;
        }
        ir_push(p, one, body->stmts.items[i]);
        one = ir_clone_block(p, one);
        ir_map_block_exprs(p, one, rename_node, &r);
        ir_append(p, out, one);
    }
    return out;
}

/* The first variable that the body counts with and whose value is known when it begins, or NULL. */
static Var *find_counted(const Hole *hole, const Block *body, const Block *before, long long *first)
{
    for (int i = 0; i < body->stmts.count; i++) {
        const Var *var = counted(body->stmts.items[i]);
        Assigned    w = var ? normal_assigned(body, var) : (Assigned){0};
        if (var && w.times == 1 && !w.otherwise && type_same(var->type, hole->loop->u.loop_for.var->type)
            && starts_at(before, var, first))
            return body->stmts.items[i]->u.assign.place->u.var;
    }
    return NULL;
}

static void split_hole(Holes *h, const Hole *hole, Block *out)
{
    Program    *p = h->p;
    const Stmt *s = hole->loop;
    Var        *counter = s->u.loop_for.var, *again = ir_new_var(p, h->func, counter->kind, counter->name, counter->type, counter->loc);
    Renamed     r = {p, counter, ir_var(p, s->loc, again)};
    Block      *before = hole->before, *after = hole->after, *ends = ir_block(p);
    long long   low = 0, first;
    Var        *var;
    ENSURE(counts_up(s, &low));
    again->is_register = counter->is_register;
    ir_map_block_exprs(p, after, rename_node, &r);
    while ((var = find_counted(hole, before, out, &first)) != NULL && find_counted(hole, after, out, &first) == var) {
        before = without_count(p, before, var, ir_plus(p, ir_var(p, s->loc, counter), first - low));
        after = without_count(p, after, var, ir_plus(p, r.to, first - low - 1));
        ir_push(p, ends, ir_assign(p, s->loc, ir_var(p, s->loc, var), ir_plus(p, s->u.loop_for.to, first - low - 1)));
    }
    ir_push(p, out, ir_for(p, s->loc, counter, true, s->u.loop_for.from, REL_LT, hole->left_out, 1, before));
    ir_push(p, out, ir_for(p, s->loc, again, true, ir_plus(p, hole->left_out, 1), REL_LT, s->u.loop_for.to, 1, after));
    ir_append(p, out, ends);
    h->changed = true;
}

static void split_in(Holes *h, Block *block, const Around *around)
{
    Block *out = ir_block_for(h->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Around inner = {around, s};
        Block *blocks[3];
        Hole   hole;
        if (is_hole(h->p, s, around, &hole)) {
            split_hole(h, &hole, out);
            continue;
        }
        for (int k = ir_stmt_blocks(s, blocks) - 1; k >= 0; k--)
            if (blocks[k])
                split_in(h, blocks[k], s->kind == STMT_FOR ? &inner : around);
        ir_push(h->p, out, s);
    }
    *block = *out;
}

bool holes_split(Program *p, Func *func)
{
    Holes h = {p, func, false};
    split_in(&h, func->body, NULL);
    return h.changed;
}
