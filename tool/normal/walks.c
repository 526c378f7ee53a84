#include "parts.h"

#include <limits.h>

/*
 * walks_close - what counts or walks along through loops inside loops, as what their counters say.
 *
 *     m = minor; for (int i = 1; i < n; i++) { …                    m = minor; for (int i = 1; i < n; i++) { …
 *         for (int j = 0; j < c; j++)                       ->          for (int j = 0; j < c; j++)
 *             *m++ = a[i][j]; … }                                           m[(i - 1) * c + j] = a[i][j]; … }
 *
 * Where each element lies is known then, and the variable stays what it was before the loops.  Only loops that run all of
 * their iterations, as often each time.
 *
 * Requires: verified IR, the function's own; registers are marked.   Keeps: its meaning.
 */

enum { MOST_LOOPS = 16 };

/* One variable, in one loop. */
typedef struct Walk {
    Program      *p;
    Var          *var;
    const Type   *type;        /* of offsets */
    const Block  *whole;       /* the loop alone */
    const Around *around;      /* it */
    const Stmt   *unsure[MOST_LOOPS];   /* loops that count, and may run less than no times, as their bounds have it */
    int           count;
    Map          *each;        /* loop that counts -> what an iteration adds */
    bool          nested;      /* a loop inside the loop counts */
    bool          ok;
} Walk;

/* ---- Offsets: NULL is none ---- */

static const Expr *plus(const Walk *w, const Expr *a, const Expr *b)
{
    long long number, more;
    if (!a || !b)
        return a ? a : b;
    if (ir_integer(b, &number) && ir_integer(a, &more))
        return number + more ? ir_int(w->p, a->loc, w->type, number + more) : NULL;
    return ir_binary(w->p, a->loc, OP_ADD, a, b);
}

static const Expr *times(const Walk *w, const Expr *a, const Expr *b)
{
    long long number;
    if (!a || !b)
        return NULL;
    if (ir_integer(b, &number) && number == 1)
        return a;
    return ir_integer(a, &number) && number == 1 ? b : ir_binary(w->p, a->loc, OP_MUL, a, b);
}

static const Expr *offset(const Walk *w, const Expr *e)
{
    return ir_cast(w->p, e->loc, w->type, e, true);
}

/* a - b, of two integers that may be of other types, and of types in which nothing is computed. */
static const Expr *difference(const Walk *w, const Expr *a, const Expr *b)
{
    const Type *type = a->type->canon;
    long long   number;
    if (ir_integer(b, &number) && number == 0)
        return offset(w, a);
    if (type_same(type, b->type) && type->kind == TYPE_INT && type->u.integer >= INT_INT)
        return offset(w, ir_binary(w->p, a->loc, OP_SUB, a, b));
    return ir_binary(w->p, a->loc, OP_SUB, offset(w, a), offset(w, b));
}

/* ---- Loops ---- */

/* var = var + step, by a step that is the same each time; NULL: it is something else.  What has no sign goes upward. */
static const Expr *step_of(const Walk *w, const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL, *value = place ? s->u.assign.value : NULL;
    long long   number = 0;
    if (!place || place->op != OP_VAR || place->u.var != w->var || value->count != 2 || !ir_same(value->args[0], place)
        || !normal_is_fixed(w->whole, value->args[1]))
        return NULL;
    bool known = ir_integer(value->args[1], &number);
    bool back = value->op == OP_SUB || number < 0 || number > INT_MAX;
    if ((value->op == OP_SUB && !known) || (value->op != OP_ADD && value->op != OP_PTRADD && value->op != OP_SUB)
        || (back && type_is_unsigned(w->type)))
        return NULL;
    return known ? ir_int(w->p, s->loc, w->type, value->op == OP_SUB ? -number : number) : offset(w, value->args[1]);
}

/* How many iterations are before this one. */
static const Expr *iterations_before(const Walk *w, const Stmt *s)
{
    const Expr *counter = ir_var(w->p, s->loc, s->u.loop_for.var), *from = s->u.loop_for.from;
    if (s->u.loop_for.relation == REL_DOWNTO)
        return ir_plus(w->p, difference(w, from, counter), -1);
    return s->u.loop_for.step > 0 ? difference(w, counter, from) : difference(w, from, counter);
}

/* How many iterations there are, where the bounds are in order. */
static const Expr *iterations(const Walk *w, const Stmt *s)
{
    const Expr *from = s->u.loop_for.from, *to = s->u.loop_for.to;
    Relation    relation = s->u.loop_for.relation;
    const Expr *count = s->u.loop_for.step > 0 ? difference(w, to, from) : difference(w, from, to);
    return ir_plus(w->p, count, relation == REL_LE || relation == REL_GE);
}

static bool is_counter_of(const Around *around, const Expr *e, const Stmt **loop)
{
    for (; e->op == OP_VAR && around; around = around->outer)
        if (around->loop->kind == STMT_FOR && around->loop->u.loop_for.var == e->u.var) {
            *loop = around->loop;
            return (*loop)->u.loop_for.step == 1 && (*loop)->u.loop_for.relation == REL_LT
                && normal_is_fixed_var((*loop)->u.loop_for.body, e->u.var);
        }
    return false;
}

/* Whether the bounds are in order: numbers, from a number to the counter of a loop around that begins no lower, from behind
 * such a counter to where that loop ends, from zero to what has no sign. */
static bool in_order(const Walk *w, const Stmt *s)
{
    const Expr *from = s->u.loop_for.from, *to = s->u.loop_for.to;
    const Stmt *loop;
    long long   low, high, first;
    if (s->u.loop_for.relation != REL_LT || s->u.loop_for.step != 1)
        return false;
    if (ir_integer(from, &low)) {
        if (ir_integer(to, &high))
            return low <= high;
        if (type_is_unsigned(s->u.loop_for.var->type) && low == 0)
            return true;
        return is_counter_of(w->around, to, &loop) && ir_integer(loop->u.loop_for.from, &first) && low <= first
            && type_same(to->type, s->u.loop_for.var->type);
    }
    return from->op == OP_ADD && ir_integer(from->args[1], &low) && low == 1 && is_counter_of(w->around, from->args[0], &loop)
        && ir_same(loop->u.loop_for.to, to) && normal_is_fixed(loop->u.loop_for.body, to) && !type_is_unsigned(from->type);
}

typedef struct Find {
    const Var *var;
    bool       written, read, jumps;
} Find;

static void find_in_stmt(void *data, Stmt *s)
{
    Find       *f = data;
    const Expr *target = ir_target(s);
    bool        own = target && target->op == OP_VAR && target->u.var == f->var;
    f->jumps |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN || s->kind == STMT_OPAQUE;
    f->written |= own || (s->kind == STMT_DECL && s->u.decl.var == f->var) || (s->kind == STMT_FOR && s->u.loop_for.var == f->var);
    if (own && s->kind == STMT_ASSIGN)
        f->read |= ir_mentions(s->u.assign.value, f->var);
    else if (s->kind == STMT_DECL)
        f->read |= (s->u.decl.init && ir_mentions(s->u.decl.init, f->var)) || type_is_vla(s->u.decl.var->type);
    else
        f->read |= ir_stmt_mentions(s, f->var);
}

static Find find_in(Stmt *s, const Var *var)
{
    Find f = {var, false, false, false};
    ir_visit_stmt(s, find_in_stmt, &f);
    return f;
}

static const Expr *total_of(Walk *w, const Block *block, int depth);

/* What the loop adds, all in all. */
static const Expr *total_of_loop(Walk *w, const Stmt *s, int depth)
{
    const Expr *each = total_of(w, s->u.loop_for.body, depth);
    w->nested |= depth > 1;
    w->ok = w->ok && each && (s->u.loop_for.step == 1 || s->u.loop_for.step == -1) && normal_is_fixed(w->whole, s->u.loop_for.from)
        && normal_is_fixed(w->whole, s->u.loop_for.to) && s->u.loop_for.relation != REL_NE && w->count < MOST_LOOPS;
    if (!w->ok)
        return NULL;
    map_put(w->each, s, (void *)each);
    if (!in_order(w, s))
        w->unsure[w->count++] = s;
    return times(w, iterations(w, s), each);
}

static const Expr *total_of(Walk *w, const Block *block, int depth)
{
    const Expr *total = NULL;
    for (int i = 0; i < block->stmts.count && w->ok; i++) {
        Stmt       *s = block->stmts.items[i];
        const Expr *step = step_of(w, s);
        if (step)
            total = plus(w, total, step);
        else if (!find_in(s, w->var).written)
            continue;
        else if (s->kind == STMT_FOR)
            total = plus(w, total, total_of_loop(w, s, depth + 1));
        else
            w->ok = false;
    }
    return total;
}

/* Whether it is read where a loop that may not run is not around: what that adds is not known there. */
static bool is_read_outside(Walk *w, const Block *block, const Stmt *unsure)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        if (s == unsure || step_of(w, s))
            continue;
        if (s->kind == STMT_FOR && find_in(s, w->var).written) {
            if (is_read_outside(w, s->u.loop_for.body, unsure))
                return true;
        } else if (find_in(s, w->var).read) {
            return true;
        }
    }
    return false;
}

/* ---- The change ---- */

typedef struct Renamed {
    const Walk *w;
    const Expr *offset;
} Renamed;

static const Expr *rename_node(void *data, const Expr *e)
{
    const Renamed *r = data;
    if (e->op != OP_VAR || e->u.var != r->w->var || !r->offset)
        return e;
    return type_is_pointer(e->type) ? ir_ptradd(r->w->p, e->loc, e, r->offset) : ir_binary(r->w->p, e->loc, OP_ADD, e, r->offset);
}

static void rename_stmt(void *data, Stmt *s)
{
    const Renamed *r = data;
    ir_map_stmt_exprs(r->w->p, s, rename_node, (void *)r);
}

/* The list without what counts, from the offset on that the variable has when it begins. */
static void close_list(Walk *w, Block *block, const Expr *from)
{
    Block *out = ir_block_for(w->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        const Expr *step = step_of(w, s);
        if (step) {
            from = plus(w, from, step);
            continue;
        }
        ir_push(w->p, out, s);
        if (s->kind == STMT_FOR && find_in(s, w->var).written) {
            const Expr *each = map_get(w->each, s);
            close_list(w, s->u.loop_for.body, plus(w, from, times(w, iterations_before(w, s), each)));
            from = plus(w, from, times(w, iterations(w, s), each));
        } else {
            Renamed renamed = {w, from};
            ir_visit_stmt(s, rename_stmt, &renamed);
        }
    }
    *block = *out;
}

typedef struct Closing {
    Program *p;
    Func    *func;
    Block    behind;           /* what stands behind the loop */
    VEC(Var *) stepped;        /* what the loop may count with */
    Map     *closed;
    bool     any;
} Closing;

/* Whether the variable is given a value before the statement each time that the list runs. */
static bool is_begun(const Block *block, int at, const Var *var)
{
    for (int i = at - 1; i >= 0; i--) {
        const Stmt *s = block->stmts.items[i];
        const Expr *target = ir_target(s);
        if ((s->kind == STMT_DECL && s->u.decl.var == var) || (target && target->op == OP_VAR && target->u.var == var))
            return true;
    }
    return false;
}

/* Whether nobody asks what the variable is behind the loop. */
static bool ends_with(const Func *func, const Block *block, int at, const Around *around, const Var *var)
{
    Stmt *loop = block->stmts.items[at];
    Find  outside = {var, false, false, false};
    Block inside = *loop->u.loop_for.body;
    if (around && !is_begun(block, at, var))
        return false;
    *loop->u.loop_for.body = (Block){0};                     /* what is left is what is outside */
    ir_visit_stmts(func->body, find_in_stmt, &outside);
    *loop->u.loop_for.body = inside;
    return !outside.read;
}

typedef struct Counters {
    const Var  *var;
    const Type *type;          /* of all the loops' counters */
    bool        mixed;         /* they differ, or the variable goes backward */
} Counters;

static void note_counter(void *data, Stmt *s)
{
    Counters   *c = data;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    long long   number;
    if (s->kind == STMT_FOR) {
        const Type *type = s->u.loop_for.var->type->canon;
        c->mixed |= (c->type && !type_same(c->type, type)) || s->u.loop_for.step < 0;
        c->type = type;
    } else if (place && place->op == OP_VAR && place->u.var == c->var && s->u.assign.value->count == 2) {
        c->mixed |= s->u.assign.value->op != OP_PTRADD || !ir_integer(s->u.assign.value->args[1], &number) || number < 0;
    }
}

/* The type of offsets: the variable's; of a pointer long, or what counters have that are as wide. */
static const Type *offset_type(Program *p, Stmt *loop, const Var *var)
{
    Counters c = {var, NULL, false};
    if (!type_is_pointer(var->type))
        return type_unqualified(p, var->type);
    ir_visit_stmt(loop, note_counter, &c);
    return !c.mixed && c.type->kind == TYPE_INT && c.type->u.integer >= INT_LONG ? type_unqualified(p, loop->u.loop_for.var->type)
                                                                                  : type_int(p, INT_LONG);
}

/* The loop at `at` of the list, without the variable's steps: they are taken behind it, where anybody asks. */
static bool close_one(Closing *c, Block *block, int at, const Around *around, Var *var)
{
    Stmt  *loop = block->stmts.items[at];
    Around inner = {around, loop};
    Block  whole = {.stmts = {.items = &loop, .count = 1}};
    Walk   w = {.p = c->p, .var = var, .whole = &whole, .around = &inner, .each = map_new(c->p->arena), .ok = true};
    w.type = offset_type(c->p, loop, var);
    const Expr *total = total_of_loop(&w, loop, 1);
    if (!w.ok || !total || !w.nested)
        return false;
    for (int i = 0; i < w.count; i++)
        if (is_read_outside(&w, &whole, w.unsure[i]))
            return false;
    bool ends = ends_with(c->func, block, at, around, var);
    if (!ends && w.count)
        return false;
    close_list(&w, &whole, NULL);
    if (!ends) {
        Renamed     renamed = {&w, total};
        const Expr *begin = ir_var(c->p, loop->loc, var);
        ir_push(c->p, &c->behind, ir_assign(c->p, loop->loc, begin, rename_node(&renamed, begin)));
    }
    return true;
}

static void note_stepped(void *data, Stmt *s)
{
    Closing    *c = data;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    Var        *var = place && place->op == OP_VAR ? place->u.var : NULL;
    if (!var || !var->is_register || var->kind == VAR_GLOBAL || var->pinned || var->type->quals & TYPE_VOLATILE)
        return;
    bool pointer = type_is_pointer(var->type) && type_elem(var->type)->canon->kind != TYPE_VOID && !type_is_function_pointer(var->type);
    bool integer = var->type->canon->kind == TYPE_INT && var->type->canon->u.integer >= INT_INT;
    for (int i = 0; i < c->stepped.count; i++)
        if (c->stepped.items[i] == var)
            return;
    if ((pointer || integer) && ir_mentions(s->u.assign.value, var))
        VEC_PUSH(c->p->arena, &c->stepped, var);
}

static void close_in(Closing *c, Block *block, const Around *around)
{
    Block *out = ir_block_for(c->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Around inner = {around, s};
        Block *blocks[3];
        c->behind = *ir_block(c->p);
        c->stepped.count = 0;
        if (s->kind == STMT_FOR && ir_has_kind(s->u.loop_for.body, STMT_FOR) && !find_in(s, s->u.loop_for.var).jumps)
            ir_visit_stmts(s->u.loop_for.body, note_stepped, c);
        for (int k = 0; k < c->stepped.count; k++)
            if (close_one(c, block, i, around, c->stepped.items[k])) {
                map_put(c->closed, c->stepped.items[k], c);
                c->any = true;
            }
        ir_push(c->p, out, s);
        ir_append(c->p, out, &c->behind);
        bool is_loop = s->kind == STMT_FOR || s->kind == STMT_LOOP;
        for (int k = ir_stmt_blocks(s, blocks) - 1; k >= 0; k--)
            close_in(c, blocks[k], is_loop ? &inner : around);
    }
    *block = *out;
}

bool walks_close(Program *p, Func *func, Map *vars)
{
    Closing c = {.p = p, .func = func, .closed = vars};
    if (!ir_has_kind(func->body, STMT_FOR))
        return false;
    close_in(&c, func->body, NULL);
    return c.any;
}
