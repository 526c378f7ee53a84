#include "base/intern.h"
#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "weigh.h"

/*
 * simplify_idle - what only passes on an adjoint that was set under a condition goes under that condition.
 *
 *     a = 0.0; if (c) a = b; for (…) x_adj[i] = x_adj[i] + a * w[i];
 *  -> a = 0.0; if (c) { a = b; for (…) x_adj[i] = x_adj[i] + a * w[i]; }
 *
 * The zero in an adjoint is structural: what is multiplied with it adds nothing, even if it is infinite.  Not so where an
 * adjoint decides: one that happens to be zero, where `if (a != 0.0)` guards a slope, has a derivative like others, which
 * guards are opened for; they stay around what they guard.  Only where there is a loop to be saved: a condition around a
 * few additions costs more than they do.
 *
 * Moves statements into branches.
 */
enum { MOST_MOVED = 32 };

typedef struct Idle {
    Program   *p;
    Arena     *arena;
    const Adjoints *adjoints;
    Map       *total;       /* Var -> Count: mentions in the function */
    bool       changed;
} Idle;

typedef struct Count {
    int count;
} Count;

/* ---- mentions ---- */

typedef struct Counting {
    Arena *arena;
    Map   *map;
} Counting;

static void count_var(Counting *c, Var *var)
{
    Count *count = map_get(c->map, var);

    if (!count) {
        count = ARENA_NEW(c->arena, Count);
        map_put(c->map, var, count);
    }
    count->count++;
}

static void count_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        count_var(data, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            count_var(data, e->u.opaque->vars.items[i]);
}

static void count_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, count_node, data);
    if (s->kind == STMT_FOR || (s->kind == STMT_DECL && s->u.decl.init))
        count_var(data, s->kind == STMT_FOR ? s->u.loop_for.var : s->u.decl.var);
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            count_var(data, s->u.opaque->vars.items[i]);
}

static Map *mentions_of(const Idle *idle, Stmt *const *stmts, int count)
{
    Counting c = {idle->arena, map_new(idle->arena)};

    for (int i = 0; i < count; i++)
        ir_visit_stmt(stmts[i], count_stmt, &c);
    return c.map;
}

/* ---- statements that do nothing while some variables are zero ---- */

typedef struct Still {
    const Idle *idle;
    const Map  *zeros;      /* Var -> itself: what is zero before */
    const Map  *except;     /* but for those that it has */
    const Map  *inside;     /* mentions in the statements */
    Map        *broken;     /* Var -> itself: temporaries of the statements that may be other than zero */
    bool        grown;
    bool        ok;
} Still;

/* Whether the statements have the variable for themselves. */
static bool is_own(const Still *s, Var *var)
{
    const Count *all = map_get(s->idle->total, var), *here = map_get(s->inside, var);

    return var->kind != VAR_PARAM && var->kind != VAR_GLOBAL && var->is_register && all && here &&
           all->count == here->count;
}

static bool is_zero_var(const Still *s, Var *var)
{
    return !map_get(s->broken, var) && type_is_real(var->type) &&
           ((map_get(s->zeros, var) && !map_get(s->except, var)) || is_own(s, var));
}

static bool is_zero(const Still *s, const Expr *e)
{
    switch (e->op) {
    case OP_VAR:
        return is_zero_var(s, e->u.var);
    case OP_MUL:
        return is_zero(s, e->args[0]) || is_zero(s, e->args[1]);
    case OP_DIV:
        return is_zero(s, e->args[0]);
    case OP_NEG:
        return is_zero(s, e->args[0]);
    case OP_CAST:
        return type_is_real(e->type) && is_zero(s, e->args[0]);
    case OP_ADD:
    case OP_SUB:
        return is_zero(s, e->args[0]) && is_zero(s, e->args[1]);
    case OP_SELECT:
        return is_zero(s, e->args[1]) && is_zero(s, e->args[2]);
    default:
        return false;                    /* the user's own zeros are none */
    }
}

/* place = place ± what is zero … */
static bool keeps(const Still *s, const Expr *place, const Expr *value)
{
    if (ir_same(place, value))
        return true;
    if (value->op == OP_ADD || value->op == OP_SUB)
        return (keeps(s, place, value->args[0]) && is_zero(s, value->args[1])) ||
               (value->op == OP_ADD && is_zero(s, value->args[0]) && keeps(s, place, value->args[1]));
    return value->op == OP_CAST && type_is_real(value->type) && value->args[0]->op == OP_ADD &&
           value->args[0]->args[0]->op == OP_CAST && ir_same(place, value->args[0]->args[0]->args[0]) &&
           is_zero(s, value->args[0]->args[1]);
}

static void check_assign(Still *s, const Expr *place, const Expr *value)
{
    Var        *var = place->op == OP_VAR ? place->u.var : NULL;
    long double zero;

    if (!weigh_is_pure(value) || !weigh_is_pure(place)) {
        s->ok = false;
    } else if (keeps(s, place, value)) {
        return;
    } else if (var && is_zero_var(s, var)) {
        if (is_zero(s, value) || (var->is_shadow && fold_is_real(value, &zero) && zero == 0.0L))
            return;
        map_put(s->broken, var, var);
        s->grown = true;
        s->ok = s->ok && is_own(s, var);
    } else {
        s->ok = s->ok && var && is_own(s, var);
    }
}

static void check_stmt(void *data, Stmt *at)
{
    Still *s = data;

    switch (at->kind) {
    case STMT_DECL:
        s->ok = s->ok && !type_is_vla(at->u.decl.var->type) && type_is_scalar(at->u.decl.var->type) &&
                (is_own(s, at->u.decl.var) || !map_get(s->idle->total, at->u.decl.var));
        if (at->u.decl.init)
            check_assign(s, ir_var(s->idle->p, at->loc, at->u.decl.var), at->u.decl.init);
        break;
    case STMT_ASSIGN:
        check_assign(s, at->u.assign.place, at->u.assign.value);
        break;
    case STMT_IF:
        s->ok = s->ok && weigh_is_pure(at->u.branch.cond);
        break;
    case STMT_FOR:
        s->ok = s->ok && is_own(s, at->u.loop_for.var) && weigh_is_pure(at->u.loop_for.from) &&
                weigh_is_pure(at->u.loop_for.to);
        break;
    case STMT_BLOCK:
        break;
    default:
        s->ok = false;
    }
}

/* Whether the statements change nothing but their own variables, as long as the others are zero before them. */
static bool are_still(const Idle *idle, const Map *zeros, const Map *except, Stmt *const *stmts, int count)
{
    Still s = {idle, zeros, except, mentions_of(idle, stmts, count), map_new(idle->arena), true, true};

    while (s.grown && s.ok) {
        s.grown = false;
        for (int i = 0; i < count; i++)
            ir_visit_stmt(stmts[i], check_stmt, &s);
    }
    return s.ok;
}

/* ---- lists ---- */

static bool sets_zero(const Idle *idle, const Stmt *s)
{
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;
    Var        *var = s->kind == STMT_DECL ? s->u.decl.var
                      : s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR ? s->u.assign.place->u.var : NULL;
    long double zero;

    return var && value && var->is_register && var->is_shadow && simplify_is_adjoint(idle->adjoints, var) &&
           fold_is_real(value, &zero) && zero == 0.0L;
}

typedef struct Setting {
    const Map *zeros, *except;
    bool       found;
} Setting;

static void find_setting(void *data, Stmt *s)
{
    Setting *setting = data;
    Var     *var = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR ? s->u.assign.place->u.var : NULL;

    setting->found |= var && map_get(setting->zeros, var) && !map_get(setting->except, var);
}

/* How many of the statements from `from` on only pass on what this branch sets, up to the last loop among them. */
static int count_passing(const Idle *idle, const Map *zeros, const Block *list, int from, const Block *branch,
                         const Block *other)
{
    Setting setting = {zeros, mentions_of(idle, other->stmts.items, other->stmts.count), false};

    ir_visit_stmts(branch, find_setting, &setting);
    if (!setting.found)
        return 0;
    for (int end = from + MOST_MOVED < list->stmts.count ? from + MOST_MOVED : list->stmts.count; end > from; end--)
        if (list->stmts.items[end - 1]->kind == STMT_FOR &&
            are_still(idle, zeros, setting.except, list->stmts.items + from, end - from))
            return end - from;
    return 0;
}

static void find_adjoint(void *data, const Expr *e)
{
    bool *found = data;

    *found |= (e->op == OP_VAR && e->u.var->is_shadow) || ((e->op == OP_NE || e->op == OP_EQ) && type_is_real(e->args[0]->type));
}

/* Whether the condition reads an adjoint, or one's memory, or may be such a guard of what has been derived before. */
static bool hangs_on_adjoint(const Expr *cond)
{
    bool found = false;

    ir_visit_expr(cond, find_adjoint, &found);
    return found;
}

static bool ends(const Block *branch)
{
    const Stmt *last = branch->stmts.count ? branch->stmts.items[branch->stmts.count - 1] : NULL;

    return last && (last->kind == STMT_BREAK || last->kind == STMT_CONTINUE || last->kind == STMT_RETURN);
}

/* Move what follows the IF, but for the `moved` statements that have gone there, into one of its branches; how many
 * statements that are. */
static int move_into(Idle *idle, const Map *zeros, const Block *list, int at, int moved)
{
    Stmt *s = list->stmts.items[at];
    int   from = at + 1 + moved;

    for (int side = 0; side < 2; side++) {
        Block *branch = side ? s->u.branch.other : s->u.branch.then, *other = side ? s->u.branch.then : s->u.branch.other;
        int    count = ends(branch) || ends(other) ? 0 : count_passing(idle, zeros, list, from, branch, other);

        for (int i = 0; i < count; i++)
            ir_push(idle->p, branch, list->stmts.items[from + i]);
        if (count)
            return count;
    }
    return 0;
}

static void forget_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        map_put(data, e->u.var, NULL);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            map_put(data, e->u.opaque->vars.items[i], NULL);
}

static void forget_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, forget_node, data);
    if (s->kind == STMT_DECL)
        map_put(data, s->u.decl.var, NULL);
    if (s->kind == STMT_CALL && s->u.call.place)
        ir_visit_expr(s->u.call.place, forget_node, data);
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            map_put(data, s->u.opaque->vars.items[i], NULL);
}

static void idle_list(Idle *idle, Block *list)
{
    Map   *zeros = map_new(idle->arena);
    Block *blocks[3], *out = ir_block_for(idle->p, list);

    for (int i = 0; i < list->stmts.count; i++) {
        Stmt *s = list->stmts.items[i];
        int   moved = 0, inside = ir_stmt_blocks(s, blocks);

        for (int more = s->kind == STMT_IF && !hangs_on_adjoint(s->u.branch.cond); more; moved += more)
            more = move_into(idle, zeros, list, i, moved);
        for (int k = 0; k < inside; k++)
            if (blocks[k])
                idle_list(idle, blocks[k]);
        ir_push(idle->p, out, s);
        ir_visit_stmt(s, forget_stmt, zeros);
        if (sets_zero(idle, s)) {
            Var *var = s->kind == STMT_DECL ? s->u.decl.var : s->u.assign.place->u.var;

            map_put(zeros, var, var);
        }
        i += moved;
        idle->changed |= moved > 0;
    }
    *list = *out;
}

bool simplify_idle(Program *p, Func *func, const Adjoints *adjoints)
{
    Arena *arena = arena_new();
    Idle   idle = {p, arena, adjoints, NULL, false};

    if (adjoints && ir_has_kind(func->body, STMT_IF)) {
        Counting c = {arena, map_new(arena)};

        ir_visit_stmts(func->body, count_stmt, &c);
        idle.total = c.map;
        idle_list(&idle, func->body);
    }
    arena_free(arena);
    return idle.changed;
}
