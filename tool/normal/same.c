#include "parts.h"

/*
 * same_join - one variable for those that hold the same value.
 *
 *     p_n = n; t_n = n; for (…) { … old_n = p_n; p_n = t_n; t_n = old_n; }      ->      n, wherever one of them is read
 *     c_v = t_v; … c_v[i] …                                                     ->      t_v[i], until t_v is assigned
 *
 * Records that fall apart leave such copies of their members, and a size that seems to change hides that loops are alike;
 * what counted along is the number from which it began.
 *
 * Requires: verified IR, the function's own; registers are marked.   Keeps: its meaning.
 */

/* What a variable was seen to be given. */
typedef struct Given {
    Var        *var;
    const Expr *value;       /* of all that it was given so far; NULL: nothing yet */
    bool        several;     /* values that differ, or one that is not known */
    int         times;
} Given;

typedef struct Same {
    Program *p;
    Map     *given;          /* Var -> Given: the variables that are looked at */
    Map     *assigned;       /* Var -> itself: those that some statement gives a value */
    Map     *instead;        /* Var -> the const Expr that stands for it */
    bool     found;
} Same;

static bool is_looked_at(const Var *var)
{
    return (var->kind == VAR_LOCAL || var->kind == VAR_TEMP) && var->is_register && !var->pinned && !var->inactive
        && !(var->type->quals & TYPE_VOLATILE);
}

/* ---- One value all their life ---- */

static void note_named(void *data, Var *var)
{
    Same  *same = data;
    Given *given = map_get(same->given, var);
    map_put(same->assigned, var, var);
    if (given)
        given->several = true;
}

static void note_opaque(void *data, const Expr *e)
{
    if (e->op == OP_OPAQUE)
        ir_visit_opaque(e->u.opaque, note_named, data);
}

static void note_assigned(void *data, Stmt *s)
{
    Same       *same = data;
    const Expr *place = ir_target(s);
    Var        *var = place && place->op == OP_VAR ? place->u.var : NULL;
    if (s->kind == STMT_DECL && s->u.decl.init)
        var = s->u.decl.var;
    if (s->kind == STMT_FOR)
        var = s->u.loop_for.var;
    if (var)
        map_put(same->assigned, var, var);
    Given *given = var ? map_get(same->given, var) : NULL;
    if (given) {
        given->times++;
        given->several |= s->kind == STMT_FOR || s->kind == STMT_CALL;
    }
    if (s->kind == STMT_OPAQUE)
        ir_visit_opaque(s->u.opaque, note_named, same);
    ir_visit_stmt_exprs(s, note_opaque, same);
}

/* What the value is where all that is known so far holds: a constant, a parameter that nothing assigns; NULL: nothing yet. */
static const Expr *known_value(const Same *same, const Expr *value, bool *several)
{
    if (value->op == OP_INT)
        return value;
    if (value->op != OP_VAR || !value->u.var->is_register) {
        *several = true;
        return NULL;
    }
    const Given *given = map_get(same->given, value->u.var);
    if (given) {
        *several |= given->several;
        return given->value;
    }
    *several |= value->u.var->kind != VAR_PARAM || map_get(same->assigned, value->u.var);
    return value;
}

typedef struct Round {
    Same *same;
    bool  changed;
} Round;

/* One more statement that gives a variable its value. */
static void note_value(void *data, Stmt *s)
{
    Round      *round = data;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    const Expr *value = s->kind == STMT_DECL ? s->u.decl.init : place ? s->u.assign.value : NULL;
    const Var  *var = s->kind == STMT_DECL ? s->u.decl.var : place && place->op == OP_VAR ? place->u.var : NULL;
    Given      *given = var && value ? map_get(round->same->given, var) : NULL;
    if (!given || given->several)
        return;
    bool        several = !type_same(value->type, var->type);
    const Expr *known = several ? NULL : known_value(round->same, value, &several);
    several |= known && given->value && !ir_same(known, given->value);
    if (several || (known && !given->value)) {
        given->several = several;
        given->value = known;
        round->changed = true;
    }
}

static void find_lasting(Same *same, const Func *func)
{
    Round round = {same, true};
    while (round.changed) {
        round.changed = false;
        ir_visit_stmts(func->body, note_value, &round);
    }
    for (int i = 0; i < func->vars.count; i++) {
        const Given *given = map_get(same->given, func->vars.items[i]);
        if (given && !given->several && given->value)
            map_put(same->instead, given->var, (void *)given->value);
    }
}

/* ---- Copies that are read while what was copied stays ---- */

typedef struct Assigns {
    const Var *var;
    bool       found;
} Assigns;

static void find_assigned(void *data, Stmt *s)
{
    Assigns    *a = data;
    const Expr *place = ir_target(s);
    a->found |= place && place->op == OP_VAR && place->u.var == a->var;
    a->found |= s->kind == STMT_FOR && s->u.loop_for.var == a->var;
    a->found |= s->kind == STMT_DECL && s->u.decl.var == a->var;
}

typedef struct Reads {
    const Var *var;
    bool       found;
} Reads;

static void find_read(void *data, Stmt *s)
{
    Reads *r = data;
    r->found |= ir_stmt_mentions(s, r->var);
}

static int declared_at(const Block *block, int before, const Var *var)
{
    for (int i = before; i >= 0; i--)
        if (block->stmts.items[i]->kind == STMT_DECL && block->stmts.items[i]->u.decl.var == var)
            return i;
    return -1;
}

/* The copy at `at` of the list: whether what it is a copy of stays until the copy is read last. */
static bool is_short_copy(const Same *same, const Block *block, int at, Var **copy, const Expr **of)
{
    const Stmt *s = block->stmts.items[at];
    if (s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR) {
        *copy = s->u.assign.place->u.var;
        *of = s->u.assign.value;
    } else if (s->kind == STMT_DECL && s->u.decl.init) {
        *copy = s->u.decl.var;
        *of = s->u.decl.init;
    } else {
        return false;
    }
    const Given *given = map_get(same->given, *copy);
    if (!given || given->times != 1 || map_get(same->instead, *copy) || declared_at(block, at, *copy) < 0 || (*of)->op != OP_VAR
        || !(*of)->u.var->is_register || (*of)->u.var->pinned || (*of)->u.var->inactive || (*of)->u.var == *copy
        || (*of)->type->quals & TYPE_VOLATILE || !type_same((*of)->type, (*copy)->type) || map_get(same->instead, (*of)->u.var))
        return false;
    Assigns assigns = {(*of)->u.var, false};
    for (int i = at + 1; i < block->stmts.count; i++) {
        Reads reads = {*copy, false};
        ir_visit_stmt(block->stmts.items[i], find_assigned, &assigns);
        ir_visit_stmt(block->stmts.items[i], find_read, &reads);
        if (reads.found && assigns.found)
            return false;
    }
    return true;
}

static const Expr *instead_of(void *data, const Expr *e)
{
    const Same *same = data;
    const Expr *value = e->op == OP_VAR ? map_get(same->instead, e->u.var) : NULL;
    if (!value)
        return e;
    return value->op == OP_VAR ? ir_var(same->p, e->loc, value->u.var) : value;
}

/* What declares those that are gone, and gives them their values, goes with them. */
static bool drop(void *data, Block *out, Stmt *s)
{
    const Same *same = data;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    const Var  *var = s->kind == STMT_DECL ? s->u.decl.var : place && place->op == OP_VAR ? place->u.var : NULL;
    (void)out;
    return var && map_get(same->instead, var);
}

/* The copies of a list and of those inside it, but for copies of what goes itself. */
static void find_copies(Same *same, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Block      *inner[3];
        Var        *copy;
        const Expr *of;
        if (is_short_copy(same, block, i, &copy, &of)) {
            map_put(same->instead, copy, (void *)of);
            same->found = true;
        }
        for (int k = ir_stmt_blocks(block->stmts.items[i], inner) - 1; k >= 0; k--)
            find_copies(same, inner[k]);
    }
}

static void replace(Same *same, const Func *func)
{
    ir_replace_stmts(same->p, func->body, drop, same);
    ir_map_block_exprs(same->p, func->body, instead_of, same);
    same->found = false;
}

void same_join(Program *p, Func *func, Map *vars)
{
    Same same = {.p = p, .given = map_new(p->arena), .assigned = map_new(p->arena), .instead = map_new(p->arena)};
    for (int i = 0; i < func->vars.count; i++)
        if (map_get(vars, func->vars.items[i]) && is_looked_at(func->vars.items[i])) {
            Given *given = ARENA_NEW(p->arena, Given);
            given->var = func->vars.items[i];
            map_put(same.given, given->var, given);
        }
    ir_visit_stmts(func->body, note_assigned, &same);
    find_lasting(&same, func);
    do {
        replace(&same, func);
        find_copies(&same, func->body);
    } while (same.found);
}
