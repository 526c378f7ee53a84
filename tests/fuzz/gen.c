#include "gen.h"

#include <string.h>

/* What the generator's parts share: names, scopes, and the choice of statements. */

const Range narrow = { -SIDE, SIDE }, wide = { -WIDE_SIDE, WIDE_SIDE };

#define STATEMENT(name, weight, title) #name,
#define DETAIL(name, weight, title)    #name,
const char *const feature_names[FEATURES] = {
#include "features.def"
};
#undef STATEMENT
#undef DETAIL

#define STATEMENT(name, weight, title) title,
#define DETAIL(name, weight, title)    title,
const char *const feature_titles[FEATURES] = {
#include "features.def"
};
#undef STATEMENT
#undef DETAIL

#define STATEMENT(name, weight, title) weight,
#define DETAIL(name, weight, title)    weight,
int feature_weights[FEATURES] = {
#include "features.def"
};
#undef STATEMENT
#undef DETAIL

#define STATEMENT(name, weight, title) add_##name,
#define DETAIL(name, weight, title)    NULL,
static bool (*const adders[FEATURES])(Gen *) = {
#include "features.def"
};
#undef STATEMENT
#undef DETAIL

/* ---- chance ---- */

bool chance(Gen *g, int percent)
{
    return random_chance(&g->random, percent);
}

int between(Gen *g, int low, int high)
{
    return random_between(&g->random, low, high);
}

void count_feature(Gen *g, Feature feature)
{
    g->program->features[feature]++;
}

bool takes(Gen *g, Feature feature)
{
    bool taken = chance(g, feature_weights[feature]);
    if (taken)
        count_feature(g, feature);
    return taken;
}

/* ---- names and scopes ---- */

/* The stem, then the stem with a number: numbers run through the program or through each function. */
const char *fresh_name(Gen *g, const char *stem)
{
    return arena_printf(g->arena, "%s%d", stem, ++g->names);
}

Var *new_var(Gen *g, const char *stem, const Type *type, Range range)
{
    Var *var = ARENA_NEW(g->arena, Var);
    var->name = fresh_name(g, stem);
    var->type = type;
    var->range = range;
    return var;
}

void see(Gen *g, Var *var)
{
    VEC_PUSH(g->arena, &g->scope.vars, var);
}

void add(Gen *g, Stmt *stmt)
{
    block_add(g->arena, g->block, stmt);
}

Var *declare(Gen *g, const char *stem, const Type *type, Range range, Expr *value)
{
    Var *var = new_var(g, stem, type, range);
    add(g, stmt_declare(g->arena, var, value));
    see(g, var);
    return var;
}

Block *enter(Gen *g, Block *block, int *mark)
{
    Block *outer = g->block;
    g->block = block;
    g->depth++;
    *mark = g->scope.vars.count;
    return outer;
}

void leave(Gen *g, Block *outer, int mark)
{
    g->block = outer;
    g->depth--;
    g->scope.vars.count = mark;
}

/* ---- statements ---- */

static Feature choose(Gen *g)
{
    int sum = 0;
    for (int i = 0; i < FEATURES; i++)
        sum += adders[i] ? feature_weights[i] : 0;
    int at = random_below(&g->random, sum);
    for (int i = 0; i < FEATURES; i++) {
        at -= adders[i] ? feature_weights[i] : 0;
        if (at < 0)
            return (Feature)i;
    }
    return FEATURE_set_place;
}

static void add_one(Gen *g)
{
    for (int tries = 0; tries < 20; tries++) {
        Feature feature = choose(g);
        if (!adders[feature](g))
            continue;
        count_feature(g, feature);
        return;
    }
}

void add_here(Gen *g, int count)
{
    for (int i = 0; i < count && g->budget > 0; i++) {
        g->budget--;
        add_one(g);
    }
}

void add_some(Gen *g, Block *block, int count)
{
    int mark;
    Block *outer = enter(g, block, &mark);
    add_here(g, count);
    if (block->list.count == 0)
        add_set_place(g);
    leave(g, outer, mark);
}

const Type *real_type(Gen *g)
{
    if (g->program->has_float && chance(g, 40)) {
        count_feature(g, FEATURE_mixed_precision);
        return &type_float;
    }
    return takes(g, FEATURE_long_double) ? &type_long_double : &type_double;
}

/* ---- functions ---- */

Func *begin_func(Gen *g, const char *name, const Type *result, Outside *outside)
{
    *outside = (Outside){ g->func, g->block, g->scope, g->depth, g->loops, g->trips, g->budget, g->names, g->in_switch };
    Func *func = ARENA_NEW(g->arena, Func);
    func->name = arena_printf(g->arena, "%s%d", name, ++g->program->helpers);
    func->before = chance(g, 80) ? "static " : "static inline ";
    func->result = result;
    func->plain = true;
    g->func = func;
    g->block = &func->body;
    g->scope = (Scope){ 0 };
    g->depth = g->loops = 0;
    g->in_switch = false;
    g->budget = between(g, 1, 4);
    if (!g->program->own_names)
        g->names = 0;
    return func;
}

void end_func(Gen *g, const Outside *outside)
{
    Func *func = g->func;
    VEC_PUSH(g->arena, &g->program->funcs, func);
    g->func = outside->func;
    g->block = outside->block;
    g->scope = outside->scope;
    g->depth = outside->depth;
    g->loops = outside->loops;
    g->trips = outside->trips;
    g->budget = outside->budget;
    g->in_switch = outside->in_switch;
    if (!g->program->own_names)
        g->names = outside->names;
}

bool may_call_another(const Gen *g)
{
    return g->program->funcs.count < 4 && g->calls_deep < 2;
}

Func *begin_called(Gen *g, const char *name, const Type *result, Outside *outside)
{
    g->calls_deep++;
    return begin_func(g, name, result, outside);
}

void end_called(Gen *g, const Outside *outside)
{
    g->calls_deep--;
    end_func(g, outside);
}

bool has_room_for(const Gen *g, int trips)
{
    return g->trips * trips <= MOST_TRIPS && g->depth < 4;
}

Var *add_param(Gen *g, const char *stem, const Type *type, Range range)
{
    Var *var = new_var(g, stem, type, range);
    var->kind = VAR_PARAM;
    VEC_PUSH(g->arena, &g->func->params, var);
    see(g, var);
    return var;
}

/* ---- building ---- */

Expr *num(Gen *g, double value)
{
    return expr_real(g->arena, value);
}

Expr *integer(Gen *g, int value)
{
    return expr_int(g->arena, value);
}

Expr *of(Gen *g, Var *var)
{
    return expr_var(g->arena, var);
}

Expr *bin(Gen *g, Expr *a, const char *text, Expr *b)
{
    return expr_binary(g->arena, a, text, b);
}

Expr *at(Gen *g, Var *var, Expr *index)
{
    return element(g, of(g, var), index);
}

Expr *call(Gen *g, const Type *type, const char *name, Expr *a, Expr *b)
{
    Expr *expr = expr_add(expr_call(g->arena, type, NULL, name), a);
    if (strcmp(name, "sin") == 0 || strcmp(name, "cos") == 0 || strcmp(name, "tanh") == 0)
        expr->range = (Range){ -1, 1 };
    return b ? expr_add(expr, b) : expr;
}

Expr *call_func(Gen *g, Func *func)
{
    return expr_call(g->arena, func->result, func, NULL);
}

void set(Gen *g, Expr *place, const char *text, Expr *value)
{
    bool itself = value->kind == EXPR_VAR && place->kind == EXPR_VAR && value->var == place->var;
    if (itself)
        value = bin(g, num(g, 0.5), "*", value);
    add(g, stmt_set(g->arena, place, text, value));
}
