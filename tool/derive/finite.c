#include "finite.h"

#include <math.h>
#include <string.h>

#include "every.h"
#include "finite_parts.h"
#include "rules/rule.h"
#include "shadow.h"

/*
 * An interval for each real register of the function, whatever the moment, but behind an IF that replaces what is too large, or
 * too small; of memory it is only known that it holds numbers, where all that may be stored there are.
 */

enum { MOST_ROUNDS = 12, WIDENS_AFTER = 2, MOST_WILD = 64 };

/* ---- functions ---- */

static Range finite_call(const At *at, const Expr *e)
{
    const Rule *rule = rule_of(e);
    const char *name = rule ? rule_name(rule) : "";
    Range       a, b;

    if (rule == NULL || rule_is_given(rule) || e->count < 1 || e->count > 2 || !type_is_real(e->args[0]->type) || !type_is_real(e->type))
        return range_unknown();
    a = finite_range(at, e->args[0]);
    if (e->count == 1)
        return a.empty ? a : range_unary(name, a, e->type);
    if (strcmp(name, "fmax") != 0 && strcmp(name, "fmin") != 0)
        return range_unknown();
    b = finite_range(at, e->args[1]);
    return range_larger(a, b, strcmp(name, "fmin") == 0);
}

/* ---- expressions ---- */

/* The number of the first statement that cannot come before this one. */
static int finite_limit(const Layout *layout, const Stmt *s)
{
    const StmtInfo *info = layout_info(layout, s);
    int             limit = info->pos;

    for (; info->loop; info = layout_info(layout, info->loop))
        limit = layout_info(layout, info->loop)->end + 1;
    return limit;
}

static Range finite_memory(const At *at, const Expr *place)
{
    const Finite *f = at->f;
    IntSet        objects = {0};
    int           limit = finite_limit(f->d->layout, at->s);

    if (f->all_wild)
        return range_unknown();
    if (f->wild.count > 0)
        alias_of_place(f->d->alias, place, &objects);
    for (int i = 0; i < f->wild.count; i++)
        if (f->wild.items[i]->pos < limit && layout_store_hits(f->d->layout, f->wild.items[i], place, &objects))
            return range_unknown();
    return range_number();
}

static Range finite_var(const At *at, const Var *var)
{
    const Var   *result = at->local ? map_get(at->f->d->results, at->s) : NULL;
    const Range *known = map_get(at->f->ranges, var);
    At           primal = *at;

    if (result == var) {
        primal.local = false;
        return finite_value(&primal, at->s->u.assign.value);
    }
    if (known == NULL && var->kind == VAR_PARAM)
        return at->f->given;
    return known ? *known : at->local ? range_unknown() : (Range){.empty = true};
}

static Range finite_place(const At *at, const Expr *place)
{
    if (shadow_is_place(place))
        return at->local ? range_between(0.0L, 0.0L) : range_unknown();
    if (at->flat)
        return ir_is_register(place) ? finite_var(at, place->u.var) : finite_memory(at, place);
    if (ir_is_register(place) && map_get(at->f->limits, place->u.var))
        return finite_in_branches(at, finite_limited(at, finite_var(at, place->u.var), place), place);
    return finite_in_branches(at, ir_is_register(place) ? finite_var(at, place->u.var) : finite_memory(at, place), place);
}

static Range finite_select(const At *at, const Expr *e)
{
    Given then = {e->args[0], true, at->given}, other = {e->args[0], false, at->given};
    At    first = *at, second = *at;

    first.given = &then;
    second.given = &other;
    return range_join(finite_range(&first, e->args[1]), finite_range(&second, e->args[2]));
}

static Range finite_binary(const At *at, const Expr *e)
{
    Range a = finite_range(at, e->args[0]), b = finite_range(at, e->args[1]);

    if (a.empty || b.empty)
        return (Range){.empty = true};
    switch (e->op) {
    case OP_ADD:
        return range_sum(a, b);
    case OP_SUB:
        return range_sum(a, range_neg(b));
    case OP_DIV:
        return range_quotient(a, b);
    default:
        return ir_same(e->args[0], e->args[1]) ? range_square(a) : range_product(a, b);
    }
}

static Range finite_of_integer(const Expr *e)
{
    if (e->op != OP_INT || type_is_unsigned(e->type))
        return range_number();
    return range_constant((long double)e->u.integer->value);
}

/* What is not zero may be so in a type with less room. */
static Range finite_converted(Range r, const Expr *cast)
{
    if (cast->type->canon->u.real < cast->args[0]->type->canon->u.real)
        r.nonzero = false;
    return range_rounded(r, cast->type);
}

Range finite_range(const At *at, const Expr *e)
{
    if (!type_is_real(e->type))
        return range_unknown();
    if (op_info[e->op].flags & OPF_PLACE)
        return finite_place(at, e);
    switch (e->op) {
    case OP_REAL:
        return isfinite(e->u.real->value) ? range_rounded(range_constant(e->u.real->value), e->type) : range_unknown();
    case OP_CAST:
        if (!type_is_real(e->args[0]->type))
            return finite_of_integer(ir_uncast(e));
        return finite_converted(finite_range(at, e->args[0]), e);
    case OP_NEG:
        return range_neg(finite_range(at, e->args[0]));
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
        return range_rounded(finite_binary(at, e), e->type);
    case OP_SELECT:
        return finite_select(at, e);
    case OP_CALL:
        return range_rounded(finite_call(at, e), e->type);
    default:
        return range_unknown();
    }
}

/* ---- the function's registers and stores ---- */

static void finite_assigned(Finite *f, const Var *var, Range r)
{
    Range *known = map_get(f->ranges, var), joined;

    if (known == NULL) {
        known = ARENA_NEW(f->d->arena, Range);
        *known = (Range){.empty = true};
        map_put(f->ranges, var, known);
    }
    joined = var->kind == VAR_PARAM && known->empty ? range_join(f->given, r) : range_join(*known, r);
    if (joined.empty || range_same(joined, *known))
        return;
    if (f->round > WIDENS_AFTER && !known->empty && joined.lo != known->lo)
        joined.lo = -(long double)INFINITY;
    if (f->round > WIDENS_AFTER && !known->empty && joined.hi != known->hi)
        joined.hi = (long double)INFINITY;
    *known = joined;
    f->changed = true;
}

/* What the statement assigns; what may be infinite does not count where then all is. */
Range finite_value(const At *at, const Expr *value)
{
    Range r = finite_range(at, value);

    if ((r.infinite || r.nan) && every_reached(at->f->d, at->s))
        r.infinite = r.nan = false;
    return r;
}

static void finite_stmt(void *data, Stmt *s)
{
    Finite     *f = data;
    At          at = {.f = f, .s = s};
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;
    const Expr *place = ir_target(s);
    const Var  *var = s->kind == STMT_DECL ? s->u.decl.var : place && ir_is_register(place) ? place->u.var : NULL;

    if (var && var->is_register && type_is_real(var->type) && (value || s->kind == STMT_CALL))
        finite_assigned(f, var, value ? finite_value(&at, value) : range_unknown());
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++)
        if (type_is_real(s->u.opaque->vars.items[i]->type))
            finite_assigned(f, s->u.opaque->vars.items[i], range_unknown());
}

/* Whether the call stores nothing but zeros, or what the program may not read yet. */
static bool finite_is_tame_call(const Stmt *s)
{
    Effect effect = rule_effect(s->u.call.callee->name);

    return effect == EFFECT_ALLOC || effect == EFFECT_FREE;
}

/* Whether an integer or a pointer that is stored there may be read as a number. */
static bool finite_is_apart(const Finite *f, const Type *type)
{
    return type_is_pointer(type) || (type_is_integer(type) && !alias_types_overlap(type, type_real(f->d->p, REAL_DOUBLE)) &&
                                     !alias_types_overlap(type, type_real(f->d->p, REAL_FLOAT)));
}

static bool finite_is_tame_init(const Expr *e)
{
    for (int i = 0; e->op == OP_INIT && i < e->count; i++)
        if (!finite_is_tame_init(e->args[i]))
            return false;
    e = ir_uncast(e);
    return e->op == OP_INIT || !type_is_real(e->type) || (e->op == OP_REAL && isfinite(e->u.real->value)) ||
           (e->op == OP_NEG && finite_is_tame_init(e->args[0]));
}

/* Whether only finite numbers come out of it. */
static bool finite_is_tame(Finite *f, const Store *store)
{
    At          at = {.f = f, .s = store->stmt};
    const Stmt *s = store->stmt;
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;
    Range       r;

    if (s->kind == STMT_CALL)
        return finite_is_tame_call(s) || (s->u.call.place && type_is_pointer(s->u.call.place->type) && store->place == s->u.call.place);
    if (value == NULL || store->unknown)
        return s->kind == STMT_DECL;
    if (value->op == OP_INIT)
        return finite_is_tame_init(value);
    if (type_is_real(value->type))
        r = finite_value(&at, value);
    else if (op_info[value->op].flags & OPF_PLACE && !type_is_pointer(value->type) && !type_is_scalar(value->type))
        r = finite_memory(&at, value);
    else
        return finite_is_apart(f, value->type);
    return r.empty || (!r.nan && !r.infinite);
}

static void finite_stores(Finite *f)
{
    int count, first = layout_stores(f->d->layout, 0, layout_count(f->d->layout), &count);

    for (int i = first; i < first + count && !f->all_wild; i++) {
        const Store *store = layout_store(f->d->layout, i);
        bool         known = false;

        for (int k = 0; k < f->wild.count; k++)
            known |= f->wild.items[k] == store;
        if (known || finite_is_tame(f, store))
            continue;
        VEC_PUSH(f->d->arena, &f->wild, store);
        f->all_wild = f->wild.count > MOST_WILD;
        f->changed = true;
    }
}

static Finite *finite_find(Derive *d)
{
    Finite *f = ARENA_NEW(d->arena, Finite);

    f->d = d;
    f->ranges = map_new(d->arena);
    f->limits = map_new(d->arena);
    ir_visit_stmts(d->fn->body, finite_find_limit, f);
    f->given = d->request->exact || d->pair ? range_unknown() : range_number();        /* a helper may get what is infinite */
    f->all_wild = f->given.nan;
    f->changed = true;
    for (f->round = 0; f->changed && f->round < MOST_ROUNDS; f->round++) {
        f->changed = false;
        ir_visit_stmts(d->fn->body, finite_stmt, f);
        finite_stores(f);
    }
    if (f->changed) {                        /* nothing is known */
        f->ranges = map_new(d->arena);
        f->all_wild = true;
    }
    return f;
}

/* ---- adjoint statements ---- */

/* w != 0.0: what does not hold there. */
static bool finite_asks_adjoint(const Expr *cond)
{
    return cond->op == OP_NE && (op_info[cond->args[0]->op].flags & OPF_PLACE) && shadow_is_place(cond->args[0]) &&
           type_is_real(cond->args[0]->type) && cond->args[1]->op == OP_REAL && cond->args[1]->u.real->value == 0.0L;
}

static bool finite_all_vanish(const At *at, const Block *block);

static bool finite_one_vanishes(const At *at, const Stmt *s)
{
    Given then = {s->kind == STMT_IF ? s->u.branch.cond : NULL, true, at->given}, other = {then.cond, false, at->given};
    At    first = *at, second = *at;

    if (s->kind == STMT_ASSIGN)
        return range_is_zero(finite_range(at, s->u.assign.value));
    first.given = &then;
    second.given = &other;
    return s->kind == STMT_IF && (finite_asks_adjoint(s->u.branch.cond) || finite_all_vanish(&first, s->u.branch.then)) &&
           finite_all_vanish(&second, s->u.branch.other);
}

static bool finite_all_vanish(const At *at, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (!finite_one_vanishes(at, block->stmts.items[i]))
            return false;
    return true;
}

static At finite_at(Derive *d, const Stmt *s, bool local)
{
    if (d->finite == NULL)
        d->finite = finite_find(d);
    return (At){.f = d->finite, .s = s, .local = local};
}

bool finite_vanishes(Derive *d, const Stmt *s, const Block *local)
{
    At at = finite_at(d, s, true);

    return finite_all_vanish(&at, local);
}

bool finite_number(Derive *d, const Stmt *s, const Expr *value)
{
    At    at = finite_at(d, s, false);
    Range r = finite_range(&at, value);

    return !r.infinite && !r.nan && !r.empty;
}
