#include "series.h"

#include <limits.h>

/*
 * walks_close - what counts or walks along through loops inside loops, as what their counters say.
 *
 *     m = minor; for (int i = 1; i < n; i++) { …                    m = minor; for (int i = 1; i < n; i++) { …
 *         for (int j = 0; j < c; j++)                       ->          for (int j = 0; j < c; j++)
 *             *m++ = a[i][j]; … }                                           m[(i - 1) * c + j] = a[i][j]; … }
 *
 * Where each element lies is known then, and the variable stays what it was before the loops.  Only loops that run all of
 * their iterations, as often each time or once more than the time before (triangles).  And through a loop that looks for the
 * largest or the like: which iteration brought it has to be known.
 *
 * Requires: verified IR, the function's own; registers are marked.   Keeps: its meaning.
 */

enum { MOST_LOOPS = 16 };

/* One variable, in one loop. */
typedef struct Walk {
    Var        *var;
    Series      series;        /* of the loop alone */
    const Stmt *unsure[MOST_LOOPS];   /* loops that count, and may run less than no times, as their bounds have it */
    int         count;
    Map        *loops;         /* loop that counts -> Counted */
    bool        nested;        /* a loop inside the loop counts */
    bool        triangle;      /* an iteration of a loop adds more than the one before */
    bool        ok;
} Walk;

/* What a loop adds. */
typedef struct Counted {
    Sum each, total;           /* by an iteration, all in all */
} Counted;

/* ---- Loops ---- */

/* var = var + step, by a step that is the same each time.  What has no sign goes upward. */
static bool step_of(const Walk *w, const Stmt *s, Sum *step)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL, *value = place ? s->u.assign.value : NULL;
    long long   number = 0;
    if (!place || place->op != OP_VAR || place->u.var != w->var || value->count != 2 || !ir_same(value->args[0], place)
        || !normal_is_fixed(w->series.whole, value->args[1]))
        return false;
    bool known = ir_integer(value->args[1], &number);
    bool back = value->op == OP_SUB || number < 0 || number > INT_MAX;
    if ((value->op == OP_SUB && !known) || (value->op != OP_ADD && value->op != OP_PTRADD && value->op != OP_SUB)
        || (back && type_is_unsigned(w->var->type)))
        return false;
    *step = known ? (Sum){.number = value->op == OP_SUB ? -number : number} : (Sum){.fixed = series_cast(&w->series, value->args[1])};
    return true;
}

typedef struct Find {
    const Var *var;
    bool       written, read, jumps;
    bool       asked;          /* whether it is null */
} Find;

static bool is_var(const Expr *e, const Var *var)
{
    e = ir_uncast(e);
    return e->op == OP_VAR && e->u.var == var;
}

static void find_asked(void *data, const Expr *e)
{
    Find *f = data;
    bool  compares = e->op >= OP_LT && e->op <= OP_NE;
    if (e->count == 0 || !((op_info[e->op].flags & OPF_COMPARE) || e->op == OP_SELECT))
        return;
    for (int i = 0; i < e->count && i < 2; i++)
        f->asked |= is_var(e->args[i], f->var) && (!compares || ir_is_null(e->args[1 - i]));
}

static void find_in_stmt(void *data, Stmt *s)
{
    Find       *f = data;
    const Expr *target = ir_target(s);
    bool        own = target && target->op == OP_VAR && target->u.var == f->var;
    f->jumps |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN || s->kind == STMT_OPAQUE;
    f->written |= own || (s->kind == STMT_DECL && s->u.decl.var == f->var) || (s->kind == STMT_FOR && s->u.loop_for.var == f->var);
    if (type_is_pointer(f->var->type)) {
        f->asked |= s->kind == STMT_IF && is_var(s->u.branch.cond, f->var);
        ir_visit_stmt_exprs(s, find_asked, f);
    }
    if (own && s->kind == STMT_ASSIGN)
        f->read |= ir_mentions(s->u.assign.value, f->var);
    else if (s->kind == STMT_DECL)
        f->read |= (s->u.decl.init && ir_mentions(s->u.decl.init, f->var)) || type_is_vla(s->u.decl.var->type);
    else
        f->read |= ir_stmt_mentions(s, f->var);
}

static Find find_in(Stmt *s, const Var *var)
{
    Find f = {.var = var};
    ir_visit_stmt(s, find_in_stmt, &f);
    return f;
}

static Sum total_of(Walk *w, const Block *block, int depth);

/* What the loop adds, all in all. */
static Sum total_of_loop(Walk *w, const Stmt *s, int depth)
{
    const Series *series = &w->series;
    const Around *around = series->around;
    Around        inner = {around, s};
    Counted      *loop = arena_alloc(series->p->arena, sizeof *loop);
    bool          sure = series_in_order(series, s);
    w->series.around = &inner;
    loop->each = total_of(w, s->u.loop_for.body, depth);
    w->series.around = around;
    loop->total = series_total(series, s, &loop->each);
    map_put(w->loops, s, loop);
    w->nested |= depth > 1;
    w->triangle |= loop->each.slope && loop->each.loop == s;
    w->ok = w->ok && !loop->total.unknown && (s->u.loop_for.step == 1 || s->u.loop_for.step == -1)
        && s->u.loop_for.relation != REL_NE && w->count < MOST_LOOPS;
    if (w->ok && !sure)
        w->unsure[w->count++] = s;
    return loop->total;
}

static Sum total_of(Walk *w, const Block *block, int depth)
{
    Sum total = {0}, step;
    for (int i = 0; i < block->stmts.count && w->ok; i++) {
        Stmt *s = block->stmts.items[i];
        bool  loop = s->kind == STMT_FOR;
        if (!step_of(w, s, &step)) {
            if (!find_in(s, w->var).written)
                continue;
            step = loop ? total_of_loop(w, s, depth + 1) : (Sum){.unknown = true};
        }
        total = series_plus(&w->series, &total, &step);
        w->ok = w->ok && !total.unknown;
    }
    return total;
}

/* Whether it is read where a loop that may not run is not around: what that adds is not known there. */
static bool is_read_outside(Walk *w, const Block *block, const Stmt *unsure)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        Sum   step;
        if (s == unsure || step_of(w, s, &step))
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
    const Expr *widened;       /* the last one that was made of the variable and an offset that is wider */
} Renamed;

/* The variable and the offset. */
static const Expr *moved(Renamed *r, const Expr *e)
{
    Program    *p = r->w->series.p;
    const Type *type = type_unqualified(p, e->type);
    if (type_is_pointer(e->type))
        return ir_ptradd(p, e->loc, e, r->offset);
    const Expr *sum = ir_binary(p, e->loc, OP_ADD, series_cast(&r->w->series, e), r->offset);
    if (!type_same(type, sum->type) && !type_is_unsigned(type))      /* what has no sign may begin at -1 */
        r->widened = sum;
    return ir_cast(p, e->loc, type, sum, true);
}

static const Expr *rename_node(void *data, const Expr *e)
{
    Renamed *r = data;
    if (e->op == OP_VAR && e->u.var == r->w->var && r->offset)
        return moved(r, e);
    if (r->widened && (e->op == OP_INDEX || e->op == OP_PTRADD) && e->args[1]->op == OP_CAST && e->args[1]->args[0] == r->widened)
        return ir_with_args(r->w->series.p, e, (const Expr *[]){e->args[0], r->widened});
    return e;
}

static void rename_stmt(void *data, Stmt *s)
{
    Renamed *r = data;
    ir_map_stmt_exprs(r->w->series.p, s, rename_node, r);
}

/* The list without what counts, from the offset on that the variable has when it begins. */
static void close_list(Walk *w, Block *block, Sum from)
{
    const Series *series = &w->series;
    Block        *out = ir_block_for(series->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        Sum   step;
        if (step_of(w, s, &step)) {
            from = series_plus(series, &from, &step);
            continue;
        }
        ir_push(series->p, out, s);
        if (s->kind == STMT_FOR && find_in(s, w->var).written) {
            const Counted *loop = map_get(w->loops, s);
            Sum            before = {.fixed = series_before(series, s, &loop->each)};
            close_list(w, s->u.loop_for.body, series_plus(series, &from, &before));
            from = series_plus(series, &from, &loop->total);
        } else {
            Renamed renamed = {w, series_expr(series, &from), NULL};
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

/* Whether nobody asks what the variable is behind the loop. */
static bool ends_with(const Func *func, const Block *block, int at, const Around *around, const Var *var)
{
    Stmt *loop = block->stmts.items[at];
    Find  outside = {.var = var};
    Block inside = *loop->u.loop_for.body;
    if (around && !normal_is_begun(block, at, var))
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

/* Whether some iterations of the loop set what the others leave: `if (*v > most) most = *v;` */
static bool is_race(const Stmt *loop)
{
    const Block *body = loop->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt  *s = body->stmts.items[i];
        const Block *then = s->kind == STMT_IF && s->u.branch.other->stmts.count == 0 ? s->u.branch.then : NULL;
        for (int k = 0; then && k < then->stmts.count; k++) {
            const Expr *place = then->stmts.items[k]->kind == STMT_ASSIGN ? then->stmts.items[k]->u.assign.place : NULL;
            if (place && place->op == OP_VAR && type_is_real(place->type))
                return true;
        }
    }
    return false;
}

/* Whether offsets are as much as they are without end, before they are halved: what is as wide as can be is stepped by what
 * is not. */
static bool is_roomy(const Walk *w, const Block *block)
{
    bool ok = true;
    for (int i = 0; i < block->stmts.count && ok; i++) {
        Stmt *s = block->stmts.items[i];
        Sum   step;
        if (step_of(w, s, &step) && step.fixed)
            ok = ir_uncast(step.fixed)->type->canon->u.integer < INT_LONG;
        else if (s->kind == STMT_FOR)
            ok = is_roomy(w, s->u.loop_for.body);
    }
    return ok;
}

/* What the loop adds to the variable; false: it can't be said.  What triangles add is reckoned in what is wide enough for
 * twice as much. */
static bool add_up(Closing *c, Walk *w, Stmt *loop, const Type *type, Sum *total)
{
    const Type *wide = type_int(c->p, INT_LONG);
    bool        narrow = !type_is_pointer(w->var->type) && type->canon->u.integer < INT_LONG;
    w->series.type = type;
    w->loops = map_new(c->p->arena);
    *total = total_of_loop(w, loop, 1);
    if (!w->ok || (!w->nested && !is_race(loop)) || (w->triangle && !type_is_pointer(w->var->type) && !is_roomy(w, w->series.whole)))
        return false;
    if (!w->triangle || !narrow)
        return true;
    w->triangle = false;
    w->count = 0;
    return add_up(c, w, loop, wide, total);
}

/* The loop at `at` of the list, without the variable's steps: they are taken behind it, where anybody asks. */
static bool close_one(Closing *c, Block *block, int at, const Around *around, Var *var)
{
    Stmt *loop = block->stmts.items[at];
    Block whole = {.stmts = {.items = &loop, .count = 1}};
    Walk  w = {.var = var, .series = {.p = c->p, .loc = loop->loc, .whole = &whole, .around = around}, .ok = true};
    Sum   total;
    if (find_in(loop, var).asked || !add_up(c, &w, loop, offset_type(c->p, loop, var), &total))
        return false;
    const Expr *offset = series_expr(&w.series, &total);
    if (!offset)
        return false;
    for (int i = 0; i < w.count; i++)
        if (is_read_outside(&w, &whole, w.unsure[i]))
            return false;
    bool ends = ends_with(c->func, block, at, around, var);
    if (!ends && w.count)
        return false;
    close_list(&w, &whole, (Sum){0});
    if (!ends) {
        Renamed     renamed = {&w, offset, NULL};
        const Expr *begin = ir_var(c->p, loop->loc, var);
        ir_push(c->p, &c->behind, ir_assign(c->p, loop->loc, begin, moved(&renamed, begin)));
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

/* `while (n--)` where nobody asks how many are left: up from zero. */
static void turn_upward(Program *p, Stmt *s)
{
    const Expr *from = s->u.loop_for.from;
    Find        counter = {.var = s->u.loop_for.var};
    long long   to;
    ir_visit_stmts(s->u.loop_for.body, find_in_stmt, &counter);
    if (s->u.loop_for.relation != REL_DOWNTO || !s->u.loop_for.declares || !ir_integer(s->u.loop_for.to, &to) || to != 0
        || counter.read || counter.written || !normal_is_fixed(s->u.loop_for.body, from))
        return;
    s->u.loop_for.from = ir_int(p, s->loc, type_unqualified(p, s->u.loop_for.var->type), 0);
    s->u.loop_for.to = from;
    s->u.loop_for.relation = REL_LT;
    s->u.loop_for.step = 1;
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
        if (s->kind == STMT_FOR && (ir_has_kind(s->u.loop_for.body, STMT_FOR) || is_race(s)) && !find_in(s, s->u.loop_for.var).jumps)
            ir_visit_stmts(s->u.loop_for.body, note_stepped, c);
        if (c->stepped.count && is_race(s))
            turn_upward(c->p, s);
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
