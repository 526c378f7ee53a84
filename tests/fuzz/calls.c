#include "gen.h"

/* Functions that the function under test calls: made where they are first called. */

/* ---- arguments ---- */

static bool is_double(const Type *type)
{
    return type->kind == TYPE_REAL && type->name == type_double.name;
}

/* A visible array of doubles. */
static Var *find_doubles(Gen *g, int length, bool writable)
{
    for (int tries = 0; tries < 4; tries++) {
        Var *var = find_array(g, length, writable);
        if (var && is_double(var->type->of))
            return var;
    }
    return NULL;
}

/* What an argument for this parameter is; NULL: there is nothing. */
static Expr *argument(Gen *g, const Var *param)
{
    const Type *type = param->type;
    if (type->kind == TYPE_REAL)
        return value_within(g, 2, param->range);
    if (type->kind == TYPE_INT)
        return bound_of(g, (int)param->range.low);
    if (type->kind == TYPE_POINTER && is_double(type->of)) {
        Var *array = find_doubles(g, type->length, !type->of->is_const);
        return array ? of(g, array) : NULL;
    }
    return NULL;
}

/* A call with an argument for each parameter; NULL: it cannot be called from here. */
static Expr *whole_call(Gen *g, Func *func)
{
    Expr *result = call_func(g, func);
    for (int i = 0; i < func->params.count; i++) {
        Expr *value = argument(g, func->params.items[i]);
        if (!value)
            return NULL;
        expr_add(result, value);
    }
    result->range = narrow;
    return result;
}

/* What a value that a function returns is good for. */
static void use_result(Gen *g, Expr *result)
{
    Expr *place = chance(g, 50) ? real_place(g, chance(g, 50)) : NULL;
    if (place && place->range.high > 2.5)
        set(g, place, "+=", chance(g, 60) ? result : bin(g, constant_below_one(g), "*", result));
    else if (place)
        set(g, place, "=", chance(g, 60) ? result : bin(g, constant_below_one(g), "*", result));
    else
        declare(g, "v", &type_double, narrow, result);
}

/* Some statements, and the value. */
static void finish_value(Gen *g, int statements)
{
    add_here(g, statements);
    free_owned_after(g, value_within(g, 3, narrow));
}

/* ---- functions of values and arrays ---- */

static void add_array_param(Gen *g, int length, bool is_const)
{
    const Type *cell = is_const ? type_const(g->arena, &type_double) : &type_double;
    add_param(g, is_const ? "x" : "y", type_pointer(g->arena, cell, length), narrow);
    add_param(g, "n", &type_int, (Range){ length, length })->fixed = true;
}

bool add_call_value(Gen *g)
{
    static const char *const names[] = { "shape", "weight", "energy", "term", "profile" };
    Var *array = chance(g, 40) ? find_doubles(g, 1, false) : NULL;
    if (!may_call_another(g))
        return add_call_again(g);
    Outside outside;
    Func *func = begin_called(g, names[between(g, 0, 4)], &type_double, &outside);
    int count = between(g, 1, 3);
    for (int i = 0; i < count; i++)
        add_param(g, "a", real_type(g), narrow);
    if (array)
        add_array_param(g, array->type->length, true);
    finish_value(g, between(g, 0, 3));
    end_called(g, &outside);
    VEC_PUSH(g->arena, &g->helpers, func);
    Expr *result = whole_call(g, func);
    if (result)
        use_result(g, result);
    return true;
}

bool add_call_in_place(Gen *g)
{
    Var *array = find_doubles(g, 1, true);
    if (!array || !may_call_another(g))
        return false;
    Outside outside;
    Func *func = begin_called(g, "relax", &type_void, &outside);
    add_array_param(g, array->type->length, false);
    if (chance(g, 50))
        add_param(g, "a", &type_double, narrow);
    if (chance(g, 40))
        add_array_param(g, array->type->length, true);
    if (!(chance(g, 50) ? add_sweep_up : add_loop_up)(g))
        add_set_place(g);
    if (chance(g, 50))
        (chance(g, 50) ? add_sweep_down : add_update_place)(g);
    end_called(g, &outside);
    VEC_PUSH(g->arena, &g->helpers, func);
    Expr *result = whole_call(g, func);
    if (result)
        add(g, stmt_expr(g->arena, result));
    return true;
}

/* void split(double a, double b, double *first, double *second) */
bool add_call_outputs(Gen *g)
{
    if (!may_call_another(g))
        return false;
    Outside outside;
    bool  returns = chance(g, 30);
    int   outputs = between(g, 1, 3);
    Func *func = begin_called(g, "split", returns ? &type_double : &type_void, &outside);
    add_param(g, "a", &type_double, narrow);
    add_param(g, "b", &type_double, narrow);
    int inputs = func->params.count;
    for (int i = 0; i < outputs; i++) {
        Var *out = add_param(g, "out", type_pointer(g->arena, &type_double, 1), narrow);
        g->scope.vars.count--;
        set(g, expr_unary(g->arena, "*", of(g, out)), "=", value_within(g, 3, narrow));
    }
    for (int i = 0; i < outputs; i++)
        see(g, func->params.items[inputs + i]);
    if (chance(g, 50))
        add_update_place(g);
    if (returns)
        free_owned_after(g, value_within(g, 2, narrow));
    end_called(g, &outside);
    Expr *result = call_func(g, func);
    for (int i = 0; i < inputs; i++)
        expr_add(result, value_within(g, 2, narrow));
    for (int i = 0; i < outputs; i++) {
        Var *out = new_var(g, "part", &type_double, narrow);
        add(g, stmt_declare(g->arena, out, NULL));
        expr_add(result, expr_unary(g->arena, "&", of(g, out)));
        result->range = narrow;
    }
    int first = g->block->list.count - outputs;
    if (returns)
        declare(g, "v", &type_double, narrow, result);
    else
        add(g, stmt_expr(g->arena, result));
    for (int i = 0; i < outputs; i++)
        see(g, g->block->list.items[first + i]->var);
    return true;
}

bool add_call_again(Gen *g)
{
    if (g->helpers.count == 0)
        return false;
    Func *func = g->helpers.items[between(g, 0, g->helpers.count - 1)];
    Expr *result = func == g->func || g->calls_deep > 0 ? NULL : whole_call(g, func);
    if (!result)
        return false;
    if (func->result->kind == TYPE_VOID)
        add(g, stmt_expr(g->arena, result));
    else
        use_result(g, result);
    return true;
}

/* ---- recursion ---- */

static Stmt *stop_at(Gen *g, Var *counter, int value, Expr *result)
{
    Stmt *stmt = stmt_if(g->arena, bin(g, of(g, counter), "<=", integer(g, value)));
    block_add(g->arena, &stmt->body, stmt_return(g->arena, result));
    return stmt;
}

/* Itself with another value and one less. */
static Expr *recursive_call(Gen *g, Func *func, Expr *value, Var *counter)
{
    Expr *inner = expr_add(call_func(g, func), value);
    expr_add(inner, bin(g, of(g, counter), "-", integer(g, 1)));
    inner->range = narrow;
    return inner;
}

bool add_recursion(Gen *g)
{
    if (!may_call_another(g) || g->trips > 20)
        return false;
    Outside outside;
    Func *func = begin_called(g, "descend", &type_double, &outside);
    func->plain = false;
    Var *a = add_param(g, "a", &type_double, narrow);
    Var *level = add_param(g, "level", &type_int, (Range){ 0, 4 });
    level->fixed = true;
    add(g, stop_at(g, level, 0, value_within(g, 2, narrow)));
    if (chance(g, 50))
        add_update_place(g);
    Expr *inner = recursive_call(g, func, value_within(g, 2, narrow), level);
    Var *v = chance(g, 40) ? declare(g, "v", &type_double, narrow, inner) : NULL;
    if (v && chance(g, 50))
        set(g, of(g, a), "=", value_within(g, 2, narrow));
    if (v && chance(g, 30))
        add(g, stmt_return(g->arena, bin(g, of(g, v), "-", recursive_call(g, func, bin(g, num(g, 0.5), "*", of(g, a)), level))));
    else
        add(g, stmt_return(g->arena, fit(g, bin(g, v ? of(g, v) : inner, "*", value_within(g, 2, (Range){ -1, 1 })), narrow)));
    end_called(g, &outside);
    Expr *result = expr_add(expr_add(call_func(g, func), value_within(g, 2, narrow)), integer(g, between(g, 0, 4)));
    result->range = narrow;
    use_result(g, result);
    return true;
}

bool add_recursion_halves(Gen *g)
{
    Var *array = find_doubles(g, 2, false);
    if (!array || !may_call_another(g) || g->trips > 10)
        return false;
    Outside outside;
    Func *func = begin_called(g, "halves", &type_double, &outside);
    func->plain = false;
    Var *x = add_param(g, "x", type_pointer(g->arena, type_const(g->arena, &type_double), 1), narrow);
    Var *n = add_param(g, "n", &type_int, (Range){ 1, array->type->length });
    n->fixed = true;
    add(g, stop_at(g, n, 1, value_within(g, 2, narrow)));
    Var *half = declare(g, "half", &type_int, (Range){ 1, array->type->length }, bin(g, of(g, n), "/", integer(g, 2)));
    half->fixed = true;
    Expr *left = expr_add(expr_add(call_func(g, func), of(g, x)), of(g, half));
    Expr *right = expr_add(expr_add(call_func(g, func), bin(g, of(g, x), "+", of(g, half))), bin(g, of(g, n), "-", of(g, half)));
    Expr *scale = bin(g, num(g, 0.5), "*", left);
    add(g, stmt_return(g->arena, chance(g, 50) ? bin(g, scale, "+", bin(g, num(g, 0.5), "*", right)) : bin(g, scale, "*", call(g, &type_double, "sin", right, NULL))));
    end_called(g, &outside);
    Expr *result = expr_add(expr_add(call_func(g, func), of(g, array)), bound_of(g, array->type->length));
    result->range = narrow;
    use_result(g, result);
    return true;
}

bool add_recursion_mutual(Gen *g)
{
    if (!may_call_another(g) || g->trips > 20)
        return false;
    Outside outside;
    Func *odd = begin_called(g, "odd", &type_double, &outside), *even = ARENA_NEW(g->arena, Func);
    odd->plain = false;
    even->name = arena_printf(g->arena, "even%d", ++g->program->helpers);
    even->before = odd->before = "static ";
    even->result = &type_double;
    for (int i = 0; i < 2; i++) {
        Func *func = i ? even : odd, *other = i ? odd : even;
        g->func = func;
        g->block = &func->body;
        g->scope = (Scope){ 0 };
        add_param(g, "a", &type_double, narrow);
        Var *level = add_param(g, "level", &type_int, (Range){ 0, 4 });
        level->fixed = true;
        add(g, stop_at(g, level, 0, value_within(g, 2, narrow)));
        Expr *inner = recursive_call(g, other, value_within(g, 2, narrow), level);
        add(g, stmt_return(g->arena, fit(g, bin(g, inner, "*", value_within(g, 2, (Range){ -1, 1 })), narrow)));
    }
    odd->before_use = even;
    VEC_PUSH(g->arena, &g->program->funcs, odd);
    end_called(g, &outside);
    Expr *result = expr_add(expr_add(call_func(g, odd), value_within(g, 2, narrow)), integer(g, between(g, 1, 4)));
    result->range = narrow;
    use_result(g, result);
    return true;
}

/* ---- structs, callbacks ---- */

bool add_call_struct(Gen *g)
{
    Var *var = find_struct(g, true);
    if (!var || !may_call_another(g))
        return false;
    Outside outside;
    Func *func = begin_called(g, "moved", type_record(g->arena, var->type->record), &outside);
    Var *p = add_param(g, "p", var->type, narrow);
    add_param(g, "by", &type_double, narrow);
    if (!add_update_place(g))
        add_set_place(g);
    add_set_place(g);
    add(g, stmt_return(g->arena, of(g, p)));
    end_called(g, &outside);
    Expr *result = expr_add(expr_add(call_func(g, func), of(g, var)), value_within(g, 2, narrow));
    result->range = narrow;
    if (chance(g, 60))
        set(g, of(g, var), "=", result);
    else
        declare(g, "p", type_record(g->arena, var->type->record), narrow, result);
    return true;
}

bool add_call_method(Gen *g)
{
    Var *var = find_struct(g, true);
    if (!var || !may_call_another(g))
        return false;
    Outside outside;
    Func *func = begin_called(g, "advance", &type_void, &outside);
    add_param(g, "self", type_pointer(g->arena, type_record(g->arena, var->type->record), 1), narrow);
    add_param(g, "by", &type_double, narrow);
    for (int i = between(g, 1, 3); i > 0; i--)
        if (!add_update_place(g))
            add_set_place(g);
    end_called(g, &outside);
    for (int i = chance(g, 70) ? 1 : 2; i > 0; i--) {
        Expr *result = expr_add(call_func(g, func), expr_unary(g->arena, "&", of(g, var)));
        add(g, stmt_expr(g->arena, expr_add(result, value_within(g, 2, narrow))));
    }
    return true;
}

static Func *function_of_one(Gen *g, const char *name)
{
    Outside outside;
    Func *func = begin_called(g, name, &type_double, &outside);
    func->before = "static ";
    add_param(g, "a", &type_double, narrow);
    finish_value(g, between(g, 0, 1));
    end_called(g, &outside);
    return func;
}

bool add_callback(Gen *g)
{
    if (!may_call_another(g) || g->calls_deep > 0)
        return false;
    Func *first = function_of_one(g, "rise"), *second = chance(g, 50) ? function_of_one(g, "fall") : first;
    Type *type = ARENA_NEW(g->arena, Type);
    *type = (Type){ .kind = TYPE_CALLBACK, .name = "double", .of = &type_double };
    Outside outside;
    Func *func = begin_called(g, "twice", &type_double, &outside);
    Var *f = add_param(g, "f", type, narrow), *a = add_param(g, "a", &type_double, narrow);
    f->fixed = true;
    Expr *inner = expr_add(expr_call(g->arena, &type_double, NULL, NULL), of(g, a));
    inner->var = f;
    Expr *again = expr_add(expr_call(g->arena, &type_double, NULL, NULL), bin(g, num(g, 0.5), "*", of(g, a)));
    again->var = f;
    add(g, stmt_return(g->arena, bin(g, bin(g, num(g, 0.5), "*", inner), "+", bin(g, num(g, 0.5), "*", again))));
    end_called(g, &outside);
    Expr *value = expr_func(g->arena, first);
    if (second != first)
        value = expr_choice(g->arena, active_condition(g), value, expr_func(g->arena, second));
    Expr *result = expr_add(expr_add(call_func(g, func), value), value_within(g, 2, narrow));
    result->range = narrow;
    use_result(g, result);
    return true;
}
