#include "invariants_parts.h"

#include "analysis/poly.h"
#include "registers.h"
#include "rules/rule.h"
#include "trips.h"

enum { MOST_NAMES = 64, FEWEST_FOR_TABLES = 8 };        /* names for parts of expressions in one loop; iterations */

/* ---- the walk ---- */

/* Where the walk is in a loop that may not run, only what does no harm then may go; into tables, results of calls, and what is divided
 * by them. */
static bool may_go(const Loop *l, const Expr *before)
{
    int dimensions = invariants_dimensions(l, before);

    if (dimensions)
        return !l->unsure && (before->op == OP_CALL || before->op == OP_DIV) && invariants_takes_long(before) &&
               invariants_may_tabulate(l, before, dimensions);
    return invariants_is_costly(before) && (!l->unsure || invariants_is_harmless(l, before));
}

/* The expression with names for what is the same in all iterations, of the largest parts that are surely evaluated. */
static const Expr *look_at_expr(Loop *l, const Expr *e)
{
    bool         chooses = e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;
    bool         passes = e->op == OP_NEG || e->op == OP_CAST || !type_is_real(e->type);
    const Expr **args, *before;

    if (!(ir_parts(e) & PART_COSTLY))
        return e;
    before = passes || l->names.count == MOST_NAMES ? NULL : invariants_before(l, e);
    if (before && may_go(l, before))
        return invariants_name(l, e, before);
    if (e->count == 0 || (before && !invariants_is_costly(before)))
        return e;
    args = ARENA_ARRAY(l->in->d->arena, const Expr *, e->count);
    for (int i = 0; i < e->count; i++)
        args[i] = chooses && i > 0 ? e->args[i] : look_at_expr(l, e->args[i]);
    return ir_with_args(l->in->d->p, e, args);
}

/* The register that the statement assigns, if no other one does, and no iteration reads what an earlier loop has left in it. */
static Var *assigned_here(const Loop *l, const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    Var        *var = s->kind == STMT_DECL ? s->u.decl.var : ir_is_register(place) ? place->u.var : NULL;
    const int  *numbers;

    if (var == NULL || (var->kind != VAR_LOCAL && var->kind != VAR_TEMP) || !var->is_register || var->is_static || var->pinned ||
        var->inactive || !(type_is_arithmetic(var->type) || type_is_pointer(var->type)) || var->type->quals & TYPE_VOLATILE)
        return NULL;
    if (layout_assignments(l->in->d->layout, var, &numbers) != 1)
        return NULL;
    return map_get(l->declared, var) || !registers_carried(l->in->d->registers, l->info->stmt, var) ? var : NULL;
}

static void look_at_value(Loop *l, Stmt *s)
{
    const Expr **value = s->kind == STMT_DECL ? &s->u.decl.init : &s->u.assign.value;
    Var         *var = assigned_here(l, s);
    Value       *v = var ? ARENA_NEW(l->in->d->arena, Value) : NULL;
    bool         whole;

    if (v) {
        *v = (Value){.stmt = s, .condition = l->condition};
        map_put(l->values, var, v);
    }
    if (!invariants_is_costly(*value))
        return;
    l->known = map_new(l->in->d->arena);
    if (v)
        invariants_before_var(l, ir_var(l->in->d->p, s->loc, var));
    whole = v && type_is_real(var->type) && v->before && may_go(l, v->before);
    if (whole && invariants_dimensions(l, v->before) > 0)
        invariants_tabulate(l, s, v);
    else if (whole && (!l->unsure || invariants_is_harmless_var(l, var)))
        invariants_move(l, var, v);
    else
        *value = look_at_expr(l, *value);
}

static bool look_at_block(Loop *l, const Block *block);

/* Where the counter of a loop around begins: bounds are least there in all of its iterations; or, where it is enough to know about
 * its first one, whatever they are. */
static bool start_at(const Around *at, Poly *low, Poly *high)
{
    const Var *counter = at->stmt->u.loop_for.var;
    Poly       from = poly_of(low->arena, at->stmt->u.loop_for.from), grows;
    long long  growth;

    if (!poly_mentions(low, counter) && !poly_mentions(high, counter))
        return true;
    grows = poly_cofactor(high, counter);
    if (!from.exact || !grows.exact || !poly_cofactor(low, counter).exact)
        return false;
    if (at->level && (poly_mentions(low, counter) || !poly_is_number(&grows, &growth) || growth < 0))
        return false;
    *low = poly_with(low, counter, &from);
    *high = poly_with(high, counter, &from);
    return true;
}

/* Whether the inner loop is known to run whenever those around it do, but for iterations of which nobody computes anything before:
 * of the others, the first one alone matters. */
static bool surely_runs(const Loop *l, const Stmt *s)
{
    Around    whole = {.stmt = l->info->stmt};
    Poly      low, high;
    long long first, end;

    poly_bounds(l->in->d->arena, s, &low, &high);
    for (int i = l->around.count - 1; i >= -1; i--)
        if (!start_at(i < 0 ? &whole : &l->around.items[i], &low, &high))
            return false;
    return low.exact && high.exact && poly_is_number(&low, &first) && poly_is_number(&high, &end) && first >= 0 && end > first;
}

/* What says before the loop at hand that one in it runs; NULL: nothing does, or it is known to, and so `sure`. */
static const Expr *asks_inner(Loop *l, const Stmt *s, bool *sure)
{
    const Expr *condition = NULL, *before;

    *sure = trips_counted(s) && trips_condition(l->in->d, s, 1, &condition);
    if (!*sure || !condition)
        return NULL;
    before = invariants_before(l, condition);
    if (before && ir_same(before, condition))
        return condition;
    *sure = surely_runs(l, s);
    return NULL;
}

static void find_return(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_RETURN;
}

static void find_jump(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_RETURN || s->kind == STMT_BREAK || s->kind == STMT_CONTINUE;
}

static void find_trap(void *data, const Expr *e)
{
    bool divides = e->op == OP_DIV || e->op == OP_REM;

    *(bool *)data |= e->op == OP_CALL || (divides && !ir_is_constant(e->args[1]));
}

/* Whether all that run the outer loop, and those that do not, may be asked how far the inner one goes. */
static bool is_plain_bound(Loop *l, const Expr *to)
{
    const Expr *before = invariants_before(l, to);
    bool        traps = false;

    ir_visit_expr(to, find_trap, &traps);
    return !traps && before && ir_same(before, to) && !ir_reads_memory(to);
}

/* Whether all iterations of the inner loop come to their end whenever the outer one runs, and both go by numbers alone. */
static bool is_for_all(Loop *l, const Stmt *s)
{
    const Layout   *layout = l->in->d->layout;
    const StmtInfo *info = layout_info(layout, s);
    bool            leaves = layout_may_end(layout, l->info->pos, info->end);

    ir_visit_stmts(s->u.loop_for.body, find_jump, &leaves);
    return !leaves && s->u.loop_for.declares && s->u.loop_for.step == 1 && s->u.loop_for.relation == REL_LT &&
           s->u.loop_for.from->op == OP_INT && s->u.loop_for.from->u.integer->value >= 0 && is_plain_bound(l, s->u.loop_for.to);
}

static void look_at_inner(Loop *l, Stmt *s)
{
    Program    *p = l->in->d->p;
    const Expr *outside = l->condition, *condition;
    bool        unsure = l->unsure, sure;
    Around      at = {.stmt = s};

    if (s->u.loop_for.pragma)
        return;
    at.condition = asks_inner(l, s, &sure);
    condition = sure ? at.condition : ir_int(p, s->loc, type_int(p, INT_INT), 0);       /* that of no other statement */
    l->unsure |= !sure;
    l->condition = condition ? ir_and(p, outside, condition) : outside;
    if (!l->unsure && is_for_all(l, s))
        at.level = invariants_open_level(l, s);
    VEC_PUSH(l->in->d->arena, &l->around, at);
    look_at_block(l, s->u.loop_for.body);
    l->around.count--;
    if (at.level)
        at.level->open = false;
    l->condition = outside;
    l->unsure = unsure;
}

/* Whether what stands behind it may not be reached. */
static bool may_leave(const Loop *l, Stmt *s)
{
    bool leaves = layout_may_end(l->in->d->layout, l->info->pos, layout_info(l->in->d->layout, s)->end);

    ir_visit_stmt(s, s->kind == STMT_FOR || s->kind == STMT_LOOP ? find_return : find_jump, &leaves);
    return leaves;
}

/* Look at what the loop's first iteration surely comes to; whether it comes to the end of the block. */
static bool look_at_block(Loop *l, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        if (layout_may_end(l->in->d->layout, l->info->pos, layout_info(l->in->d->layout, s)->pos))
            return false;
        if ((s->kind == STMT_DECL && s->u.decl.init) || s->kind == STMT_ASSIGN)
            look_at_value(l, s);
        else if (s->kind == STMT_FOR)
            look_at_inner(l, s);
        else if (s->kind == STMT_BLOCK && !look_at_block(l, s->u.block))
            return false;
        if (may_leave(l, s))
            return false;
    }
    return true;
}

/* ---- one loop ---- */

static void note_inside(void *data, Stmt *s)
{
    Loop *l = data;

    if (s->kind == STMT_DECL)
        map_put(l->declared, s->u.decl.var, s);
    else if (s->kind == STMT_FOR)
        map_put(l->declared, s->u.loop_for.var, s);
}

typedef struct Content {
    Alias *alias;
    bool   odd, costly;
} Content;

static void find_costly(void *data, const Expr *e, bool is_target)
{
    ((Content *)data)->costly |= !is_target && invariants_is_costly(e);
}

/* What may be worth moving, and what may change how numbers are rounded. */
static void find_content(void *data, Stmt *s)
{
    Content    *content = data;
    const Func *callee = s->kind == STMT_CALL ? s->u.call.callee : NULL;

    if (callee && callee->body)
        content->odd |= alias_effects(content->alias, callee)->unknown;
    else if (callee)
        content->odd |= rule_effect(callee->name) == EFFECT_UNKNOWN;
    content->odd |= s->kind == STMT_OPAQUE;
    ir_stmt_exprs(s, find_costly, content);
}

/* In branches, too, what has a name before the loop goes by that. */
static const Expr *use_name(void *data, const Expr *e)
{
    const Loop *l = data;

    for (int i = 0; e->op != OP_VAR && type_is_real(e->type) && i < l->names.count; i++)
        if ((!l->names.items[i].condition || l->names.items[i].condition == l->asked) && ir_same(l->names.items[i].before, e))
            return l->names.items[i].instead;
    return e;
}

static bool is_wanted(const Derive *d, const Stmt *s)
{
    Content content = {.alias = d->alias};

    ir_visit_stmts(s->u.loop_for.body, find_content, &content);
    return content.costly && !content.odd;
}

/* Whether tables may be made before the loop, and freed behind it: once in the function, and not for a few iterations. */
static bool may_tabulate(const Loop *l)
{
    Derive    *d = l->in->d;
    bool       returns = d->tangents || l->in->depth > 0 || l->info->parent;
    long long  low, count;

    ir_visit_stmts(l->info->stmt->u.loop_for.body, find_return, &returns);
    return !returns && (!trips_bounds(d, l->info->stmt, &low, &count) || count >= FEWEST_FOR_TABLES);
}

static void open_loop(Loop *l, Stmt *s)
{
    Derive *d = l->in->d;

    l->info = layout_info(d->layout, s);
    l->declared = map_new(d->arena);
    l->values = map_new(d->arena);
    l->condition = l->asked;
    l->decls = ir_block(d->p);
    l->out = ir_block(d->p);
    for (int i = 0; i < MOST_DIMENSIONS; i++)
        l->tables[i] = ir_block(d->p);
    l->after = may_tabulate(l) ? ir_block(d->p) : NULL;
    ir_visit_stmt(s, note_inside, l);
}

static void look_at_loop(void *data, Stmt *s)
{
    Invariants *in = data;
    Derive     *d = in->d;
    Loop        l = {.in = in};

    if (s->kind != STMT_FOR || layout_info(d->layout, s)->depth != in->depth || !trips_counted(s) || s->u.loop_for.pragma ||
        !trips_condition(d, s, 2, &l.asked) || !is_wanted(d, s))
        return;
    open_loop(&l, s);
    look_at_block(&l, s->u.loop_for.body);
    if (l.out->stmts.count + l.tables[0]->stmts.count + l.tables[1]->stmts.count == 0)
        return;
    if (l.names.count)
        ir_map_block_exprs(d->p, s->u.loop_for.body, use_name, &l);
    ir_append(d->p, l.decls, l.out);
    for (int i = 0; i < MOST_DIMENSIONS; i++)
        ir_append(d->p, l.decls, l.tables[i]);
    map_put(in->before, s, l.decls);
    map_put(in->after, s, l.after);
    in->any = true;
}

/* ---- the function ---- */

static bool replace(void *data, Block *out, Stmt *s)
{
    const Invariants *in = data;
    const Block      *before = map_get(in->before, s);

    if (map_get(in->gone, s))
        return true;
    if (!before)
        return false;
    ir_append(in->d->p, out, before);
    ir_push(in->d->p, out, s);
    if (map_get(in->after, s))
        ir_append(in->d->p, out, map_get(in->after, s));
    return true;
}

bool invariants_lower(Derive *d, int depth)
{
    Invariants in = {d, depth, map_new(d->arena), map_new(d->arena), map_new(d->arena), false};

    if (d->pair || func_is_derived(d->request->func))
        return false;
    ir_visit_stmts(d->fn->body, look_at_loop, &in);
    return in.any && ir_replace_stmts(d->p, d->fn->body, replace, &in);
}

bool invariants_is_table(const Derive *d, const Var *pointer)
{
    for (int i = 0; i < d->tables.count; i++)
        if (pointer == d->tables.items[i] || pointer == map_get(d->shadows, d->tables.items[i]))
            return true;
    return false;
}
