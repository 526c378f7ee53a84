#include <math.h>
#include <string.h>

#include "gen.h"

/* Expressions, from what is in scope, with values that are known to be where they are wanted. */

static bool is_narrow(Range range)
{
    return range_within(range, (Range){ -2.5, 2.5 });
}

Expr *constant(Gen *g)
{
    static const double values[] = { 0.5, 0.25, 0.1, 0.3, 0.75, 1.5, 0.2, 1.0, -0.4, 0.7, 1.25, -0.2 };
    return num(g, values[between(g, 0, 11)]);
}

/* ---- integers ---- */

/* Among the visible integers with values in a range. */
static Var *find_integer(Gen *g, Range range)
{
    Var *found = NULL;
    int  count = 0;
    for (int i = 0; i < g->scope.vars.count; i++) {
        Var *var = g->scope.vars.items[i];
        bool known = var->range.low == var->range.high;      /* a size, not a counter */
        if (var->type->kind == TYPE_INT && !known && range_within(var->range, range) && between(g, 0, count++) == 0)
            found = var;
    }
    return found;
}

Var *find_size(Gen *g, int least, int most)
{
    Var *found = NULL;
    int  count = 0;
    for (int i = 0; i < g->scope.vars.count; i++) {
        Var *var = g->scope.vars.items[i];
        if (var->type == &type_int && var->fixed && var->range.low == var->range.high && var->range.low >= least &&
            var->range.high <= most && between(g, 0, count++) == 0)
            found = var;
    }
    return found;
}

Expr *bound_of(Gen *g, int length)
{
    Var *var = find_size(g, length, length);
    if (var && chance(g, 80))
        return of(g, var);
    var = find_size(g, length + 1, length + 1);
    if (var && chance(g, 60))
        return bin(g, of(g, var), "-", integer(g, 1));
    return integer(g, length);
}

static Expr *moved(Gen *g, Expr *value)
{
    if (chance(g, 60))
        return value;
    Var *size = find_size(g, 2, 8);
    if (size && value->type == &type_int && chance(g, 35))
        return bin(g, bin(g, of(g, size), "-", integer(g, 1)), "-", value);
    int by = chance(g, 75) ? 1 : 2;
    return bin(g, value, value->type == &type_int && chance(g, 50) ? "-" : "+", integer(g, by));
}

Expr *index_within(Gen *g, int length)
{
    Range whole = { 0, length - 1 };
    Var  *var = find_integer(g, (Range){ -1, 12 });
    if (!var || chance(g, 12)) {
        Var *size = find_size(g, length, length);
        return size && chance(g, 25) ? bin(g, of(g, size), "-", integer(g, 1)) : integer(g, between(g, 0, length - 1));
    }
    Expr *value = moved(g, of(g, var));
    if (range_within(value->range, whole))
        return value;
    if (value->range.low < 0)
        value = of(g, var);
    if (range_within(value->range, whole))
        return value;
    if (value->range.low < 0)
        return integer(g, between(g, 0, length - 1));
    Expr *by = bound_of(g, length);
    return bin(g, value, "%", by->kind == EXPR_BINARY ? integer(g, length) : by);
}

/* ---- reals in scope ---- */

static bool is_zero(const Expr *expr)
{
    return expr->kind == EXPR_TEXT && strcmp(expr->text, "0") == 0;
}

Expr *element(Gen *g, Expr *base, Expr *index)
{
    bool simple = base->kind == EXPR_VAR && base->type->of->kind != TYPE_ARRAY;
    if (!simple || !takes(g, FEATURE_pointer_access) || chance(g, 60))
        return expr_index(g->arena, base, index);
    Expr *place = is_zero(index) ? base : bin(g, base, "+", index);
    place->range = base->range;
    return expr_unary(g->arena, "*", place);
}

/* One real in what `expr` stands for; NULL: there is none (or it may not be written to). */
static Expr *reach(Gen *g, Expr *expr, bool writable)
{
    const Type *type = expr->type;
    if (type->is_const && writable)
        return NULL;
    if (type->kind == TYPE_REAL)
        return expr;
    if (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY)
        return type->length > 0 ? reach(g, element(g, expr, index_within(g, type->length)), writable) : NULL;
    if (type->kind != TYPE_RECORD)
        return NULL;
    int count = type->record->members.count, first = between(g, 0, count - 1);
    for (int i = 0; i < count; i++) {
        const Member *member = &type->record->members.items[(first + i) % count];
        if (member->type->kind == TYPE_POINTER && member->type->of->kind == TYPE_RECORD)
            continue;
        Expr *found = reach(g, expr_member(g->arena, expr, member), writable);
        if (found)
            return found;
    }
    return NULL;
}

/* `p->x` rather than `(*p).x` or `p[0].x`, where p leads to one struct. */
static Expr *reach_var(Gen *g, Var *var, bool writable)
{
    const Type *type = var->type;
    if (type->kind == TYPE_POINTER && type->of->kind == TYPE_RECORD && type->length == 1) {
        if (type->of->is_const && writable)
            return NULL;
        const Record *record = type->of->record;
        const Member *member = &record->members.items[between(g, 0, record->members.count - 1)];
        return reach(g, expr_member(g->arena, of(g, var), member), writable);
    }
    return reach(g, of(g, var), writable);
}

static bool holds_reals(const Type *type)
{
    while (type->of && type->kind != TYPE_CALLBACK)
        type = type->of;
    return type->kind == TYPE_REAL || type->kind == TYPE_RECORD;
}

Expr *real_leaf(Gen *g)
{
    for (int tries = 0; tries < 6; tries++) {
        int count = g->scope.vars.count;
        /* what was declared lately is used more often */
        int  back = chance(g, 50) && count > 4 ? between(g, 0, 3) : between(g, 0, count - 1);
        if (count == 0)
            break;
        Var *var = g->scope.vars.items[count - 1 - back];
        Expr *found = holds_reals(var->type) ? reach_var(g, var, false) : NULL;
        if (found)
            return found;
    }
    return constant(g);
}

Expr *real_place(Gen *g, bool wide_one)
{
    for (int tries = 0; tries < 12; tries++) {
        int count = g->scope.vars.count;
        Var *var = count > 0 ? g->scope.vars.items[between(g, 0, count - 1)] : NULL;
        if (!var || !holds_reals(var->type) || (var->fixed && !var->type->of) || is_narrow(var->range) == wide_one)
            continue;
        Expr *found = reach_var(g, var, true);
        if (found)
            return found;
    }
    return NULL;
}

static const Type *cell_of(const Var *var)
{
    return var->type->kind == TYPE_ARRAY || var->type->kind == TYPE_POINTER ? var->type->of : NULL;
}

Var *find_array(Gen *g, int length, bool writable)
{
    Var *found = NULL;
    int  count = 0;
    for (int i = 0; i < g->scope.vars.count; i++) {
        Var *var = g->scope.vars.items[i];
        const Type *cell = cell_of(var);
        if (cell && cell->kind == TYPE_REAL && var->type->length >= length && !(writable && cell->is_const) && is_narrow(var->range) &&
            between(g, 0, count++) == 0)
            found = var;
    }
    return found;
}

static bool has_pointer(const Record *record)
{
    for (int i = 0; i < record->members.count; i++)
        if (record->members.items[i].type->kind == TYPE_POINTER)
            return true;
    return false;
}

/* One whose members are all there: without pointers. */
Var *find_struct(Gen *g, bool writable)
{
    Var *found = NULL;
    int  count = 0;
    for (int i = 0; i < g->scope.vars.count; i++) {
        Var *var = g->scope.vars.items[i];
        if (var->type->kind == TYPE_RECORD && !has_pointer(var->type->record) && is_narrow(var->range) && !(writable && (var->fixed || var->type->is_const)) &&
            between(g, 0, count++) == 0)
            found = var;
    }
    return found;
}

/* ---- values ---- */

typedef struct Math {
    const char *name;
    Range       domain, range;
} Math;

static const Math functions[] = {
    { "sin", { -1e6, 1e6 }, { -1, 1 } },       { "cos", { -1e6, 1e6 }, { -1, 1 } },
    { "tanh", { -1e6, 1e6 }, { -1, 1 } },      { "atan", { -1e6, 1e6 }, { -1.6, 1.6 } },
    { "exp", { -4, 1.5 }, { 0.01, 4.5 } },     { "sqrt", { 0.2, 1e6 }, { 0.4, 1e3 } },
    { "log", { 0.2, 1e6 }, { -1.7, 14 } },     { "sinh", { -2, 2 }, { -3.7, 3.7 } },
    { "cosh", { -2, 2 }, { 1, 3.8 } },         { "tan", { -1.1, 1.1 }, { -2, 2 } },
    { "asin", { -0.9, 0.9 }, { -1.2, 1.2 } },  { "acos", { -0.9, 0.9 }, { 0.4, 2.8 } },
    { "cbrt", { 0.2, 1e6 }, { 0.5, 100 } },    { "erf", { -10, 10 }, { -1, 1 } },
    { "log1p", { -0.8, 1e6 }, { -1.7, 14 } },  { "expm1", { -4, 1.5 }, { -1, 3.5 } },
    { "fabs", { -3, 3 }, { 0, 3 } },           { "exp2", { -4, 2 }, { 0.06, 4 } },
    { "asinh", { -1e6, 1e6 }, { -15, 15 } },   { "log10", { 0.2, 1e6 }, { -0.7, 6 } },
};

Expr *positive(Gen *g, Expr *value)
{
    if (value->range.low <= value->range.high && value->range.low >= 0.2)
        return value;
    if (value->kind == EXPR_VAR && chance(g, 60))
        return bin(g, num(g, 1.0), "+", bin(g, value, "*", value));
    if (value->range.low <= value->range.high && value->range.low > -2.1)
        return bin(g, num(g, 2.5), "+", value);
    return bin(g, num(g, 1.5), "+", call(g, &type_double, chance(g, 50) ? "sin" : "cos", value, NULL));
}

static Expr *apply(Gen *g, const Math *math, Expr *value)
{
    value = math->domain.low == 0.2 ? fit(g, positive(g, value), math->domain) : fit(g, value, math->domain);
    bool single = value->type->name == type_float.name && chance(g, 60);
    const char *name = single ? arena_printf(g->arena, "%sf", math->name) : math->name;
    Expr *result = call(g, single ? &type_float : &type_double, name, value, NULL);
    result->range = math->range;
    return result;
}

static Expr *scaled(Gen *g, Expr *value, Range range)
{
    double largest = fmax(fabs(value->range.low), fabs(value->range.high));
    double room = fmin(fabs(range.low), fabs(range.high)) / largest;
    static const double factors[] = { 0.75, 0.5, 0.3, 0.25, 0.1, 0.05, 0.02, 0.01, 0.001 };
    for (int i = 0; i < 9; i++)
        if (factors[i] <= room)
            return bin(g, num(g, factors[i]), "*", value);
    return call(g, &type_double, "tanh", value, NULL);
}

static Expr *bounded(Gen *g, Expr *value)
{
    static const int kinds[] = { 0, 0, 1, 1, 2, 3 };
    Expr *result = apply(g, &functions[kinds[between(g, 0, 5)]], value);
    count_feature(g, FEATURE_math);
    return result;
}

Expr *fit(Gen *g, Expr *value, Range range)
{
    if (range_within(value->range, range))
        return value;
    bool around = range.low < -0.01 && range.high > 0.01, known = value->range.low <= value->range.high;
    if (!around)        /* sqrt and the like: what is positive already */
        return known && value->range.high > range.high ? num(g, range.high / 2) : num(g, (range.low + range.high) / 2);
    double largest = fmax(fabs(value->range.low), fabs(value->range.high));
    if (known && largest < 50 && chance(g, 50))
        value = scaled(g, value, range);
    else
        value = bounded(g, value);
    if (value->range.low > value->range.high)
        value->range = (Range){ -1, 1 };
    return range_within(value->range, range) ? value : fit(g, scaled(g, value, range), range);
}

static Expr *pair_of(Gen *g, int depth)
{
    static const char *const operations[] = { "+", "-", "*", "*" };
    Expr *a = fit(g, real_value(g, depth - 1), (Range){ -20, 20 }), *b = fit(g, real_value(g, depth - 1), (Range){ -20, 20 });
    return bin(g, a, operations[between(g, 0, 3)], b);
}

static Expr *of_two(Gen *g, int depth)
{
    static const Math two[] = { { "atan2", { 0, 0 }, { -3.2, 3.2 } }, { "hypot", { 0, 0 }, { 0.2, 60 } },
                                { "fmax", { 0, 0 }, { -20, 20 } },    { "fmin", { 0, 0 }, { -20, 20 } },
                                { "pow", { 0, 0 }, { 0.001, 2000 } } };
    const Math *math = &two[between(g, 0, 4)];
    Expr *a = fit(g, real_value(g, depth - 1), (Range){ -20, 20 }), *b = fit(g, real_value(g, depth - 1), (Range){ -20, 20 });
    if (*math->name == 'a' || *math->name == 'h')
        b = positive(g, b);
    Range both = range_joined(a->range, b->range);
    if (*math->name == 'p') {
        a = fit(g, positive(g, a), (Range){ 0.2, 5 });
        b = chance(g, 40) ? num(g, between(g, 1, 3)) : fit(g, b, (Range){ -2, 2 });
    }
    Expr *result = call(g, &type_double, math->name, a, b);
    result->range = *math->name == 'f' ? both : math->range;
    return result;
}

static Expr *from_integer(Gen *g)
{
    Var *var = chance(g, 50) ? find_integer(g, (Range){ -1, 12 }) : find_size(g, 0, 12);
    if (!var)
        return constant(g);
    Expr *value = expr_cast(g->arena, &type_double, of(g, var));
    return chance(g, 60) ? bin(g, num(g, 0.1), "*", chance(g, 50) && var->type == &type_int ? of(g, var) : value)
                         : bin(g, value, "/", num(g, 4.0));
}

static Expr *a_choice(Gen *g, int depth)
{
    Expr *a = real_value(g, depth - 1), *b = real_value(g, depth - 1);
    return expr_choice(g->arena, condition(g), a, b);
}

static Expr *a_quotient(Gen *g, int depth)
{
    Expr *a = fit(g, real_value(g, depth - 1), (Range){ -20, 20 });
    return bin(g, a, "/", positive(g, fit(g, real_value(g, depth - 1), (Range){ -20, 20 })));
}

static Expr *a_cast(Gen *g, int depth)
{
    if (chance(g, 60))
        return from_integer(g);
    return expr_cast(g->arena, g->program->has_float ? &type_float : &type_double, real_value(g, depth - 1));
}

Expr *real_value(Gen *g, int depth)
{
    if (depth <= 0 || chance(g, 15))
        return chance(g, 12) ? constant(g) : real_leaf(g);
    if (takes(g, FEATURE_choice))
        return a_choice(g, depth);
    if (takes(g, FEATURE_quotient))
        return a_quotient(g, depth);
    if (takes(g, FEATURE_cast))
        return a_cast(g, depth);
    if (takes(g, FEATURE_by_condition))
        return bin(g, real_leaf(g), "*", active_condition(g));
    if (takes(g, FEATURE_math))
        return chance(g, 15) ? of_two(g, depth)
                             : apply(g, &functions[between(g, 0, chance(g, 70) ? 6 : 19)], real_value(g, depth - 1));
    if (chance(g, 8))
        return expr_unary(g->arena, "-", fit(g, real_value(g, depth - 1), (Range){ -20, 20 }));
    return chance(g, 25) ? bin(g, constant(g), "*", fit(g, real_value(g, depth - 1), (Range){ -20, 20 })) : pair_of(g, depth);
}

Expr *value_within(Gen *g, int depth, Range range)
{
    return fit(g, real_value(g, depth), range);
}

/* ---- conditions ---- */

Expr *active_condition(Gen *g)
{
    static const double thresholds[] = { 0.1, 0.3, 0.45, 0.6, -0.2, 0.0, 0.8 };
    Expr *limit = chance(g, 75) ? num(g, thresholds[between(g, 0, 6)]) : real_leaf(g);
    return bin(g, chance(g, 60) ? real_leaf(g) : real_value(g, 2), chance(g, 50) ? ">" : "<", limit);
}

static Expr *integer_condition(Gen *g)
{
    Var *var = find_integer(g, (Range){ -1, 20 });
    if (!var)
        return active_condition(g);
    if (chance(g, 45))
        return bin(g, bin(g, of(g, var), "%", integer(g, between(g, 2, 3))), "==", integer(g, between(g, 0, 1)));
    return bin(g, of(g, var), chance(g, 50) ? ">" : "<", integer(g, between(g, 1, 3)));
}

Expr *condition(Gen *g)
{
    Expr *one = chance(g, 65) ? active_condition(g) : integer_condition(g);
    if (chance(g, 82))
        return one;
    Expr *other = chance(g, 50) ? active_condition(g) : integer_condition(g);
    if (chance(g, 25))
        other = expr_unary(g->arena, "!", other);
    if (other->args[0]->kind == EXPR_VAR && one->args[0]->kind == EXPR_VAR && other->args[0]->var == one->args[0]->var)
        return one;
    return bin(g, one, chance(g, 50) ? "&&" : "||", other);
}

Expr *bounded_leaf(Gen *g)
{
    return bounded(g, real_leaf(g));
}

Expr *constant_below_one(Gen *g)
{
    static const double values[] = { 0.5, 0.25, 0.1, 0.3, 0.75 };
    return num(g, values[between(g, 0, 4)]);
}
