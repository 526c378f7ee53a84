#include <string.h>

#include "gen.h"

/* The function under test: its parameters, its body, what it returns. */

bool seed_has_float(uint64_t seed)
{
    return feature_weights[FEATURE_mixed_precision] > 0 && seed / BATCH % 8 == 5;
}

/* ---- records ---- */

static const Type *member_type(Gen *g, int number)
{
    switch (number == 0 ? 0 : between(g, 0, 5)) {
    case 0:
    case 1:
        return real_type(g);
    case 2:
    case 3:
        return type_array(g->arena, real_type(g), between(g, 2, 3), NULL);
    case 4: {
        Type *type = ARENA_NEW(g->arena, Type);
        *type = type_int;
        int value = between(g, 1, 2);
        type->range = (Range){ value, value };
        return type;
    }
    default:
        return g->records.count > 0 && chance(g, 70) ? type_record(g->arena, g->records.items[0]) : &type_double;
    }
}

static Record *new_record(Gen *g)
{
    static const char *const stems[] = { "point", "state", "model", "cell" };
    static const char *const members[] = { "x", "y", "rate", "mass" };
    Record *record = ARENA_NEW(g->arena, Record);
    record->name = arena_printf(g->arena, "struct %s_%d", stems[(g->records.count + between(g, 0, 1)) % 4], (int)(g->program->seed % BATCH));
    if (g->records.count > 0 && strcmp(record->name, g->records.items[0]->name) == 0)
        return g->records.items[0];
    int count = between(g, 1, 4);
    for (int i = 0; i < count; i++) {
        Member member = { members[i], member_type(g, i) };
        VEC_PUSH(g->arena, &record->members, member);
    }
    VEC_PUSH(g->arena, &g->records, record);
    return record;
}

Record *some_record(Gen *g)
{
    if (g->records.count < 2 && (g->records.count == 0 || chance(g, 30)))
        return new_record(g);
    return g->records.items[between(g, 0, g->records.count - 1)];
}

/* ---- the values of arguments ---- */

static const char *range_text(Gen *g)
{
    return chance(g, 70) ? "0.1, 0.9" : "-0.9, 0.9";
}

static const char *record_text(Gen *g, const Record *record)
{
    const char *text = "{";
    for (int i = 0; i < record->members.count; i++)
        text = arena_printf(g->arena, "%s%s%s", text, i ? ", " : "", value_text(g, record->members.items[i].type));
    return arena_printf(g->arena, "%s}", text);
}

static int real_count(const Type *type)
{
    return type->of ? type->length * real_count(type->of) : 1;
}

const char *value_text(Gen *g, const Type *type)
{
    const Type *cell = type;
    while (cell->of)
        cell = cell->of;
    if (type->kind == TYPE_INT)
        return arena_printf(g->arena, "%d", (int)type->range.low);
    if (cell->kind == TYPE_REAL && type->of)
        return arena_printf(g->arena, "random(%d, %s)", real_count(type), range_text(g));
    if (type->kind == TYPE_REAL)
        return arena_printf(g->arena, "random(%s)", range_text(g));
    return arena_printf(g->arena, "%s%s", type->kind == TYPE_POINTER ? "&" : "", record_text(g, cell->record));
}

/* ---- parameters ---- */

static Var *parameter(Gen *g, const char *stem, const Type *type, const char *value)
{
    Var *var = add_param(g, stem, type, narrow);
    var->value = value;
    return var;
}

static Var *add_size(Gen *g, const char *stem, int value)
{
    Var *var = parameter(g, stem, &type_int, arena_printf(g->arena, "%d", value));
    var->range = (Range){ value, value };
    var->fixed = true;
    return var;
}

/* const double *x, const double x[n], double *restrict y */
static const Type *array_type(Gen *g, Var *size, bool is_const)
{
    int length = (int)size->range.low;
    const Type *cell = chance(g, 85) ? &type_double : real_type(g);
    cell = is_const ? type_const(g->arena, cell) : cell;
    if (chance(g, 65))
        return type_pointer(g->arena, cell, length);
    size->pinned = true;
    return type_array(g->arena, cell, length, size->name);
}

static bool can_be_named(const Var *var)
{
    const Type *cell = var->type;
    while (cell->of)
        cell = cell->of;
    return cell->kind != TYPE_INT && !(var->before && *var->before);
}

/* Marked as inactive, where something else is active. */
static void may_be_inactive(Gen *g, Var *var)
{
    bool other = false;
    for (int i = 0; i < g->func->params.count - 1; i++)
        other |= can_be_named(g->func->params.items[i]);
    if (!other || !takes(g, FEATURE_inactive_parameter))
        return;
    var->before = "ADGEN_INACTIVE ";
    var->fixed = true;
}

static void add_inputs(Gen *g, Var *size)
{
    static const char *const stems[] = { "x", "w", "c" };
    int arrays = between(g, 0, 2), scalars = between(g, arrays == 0, 3);
    for (int i = 0; i < arrays; i++) {
        const Type *type = array_type(g, size, true);
        may_be_inactive(g, parameter(g, stems[i], type, value_text(g, type)));
    }
    for (int i = 0; i < scalars; i++) {
        const Type *type = real_type(g);
        may_be_inactive(g, parameter(g, "s", type, value_text(g, type)));
    }
}

/* The memory of an earlier array, from its start or one element later. */
static bool make_alias(Gen *g, Var *var)
{
    const Func *func = g->func;
    for (int i = 0; i < func->params.count - 1; i++) {
        const Var *other = func->params.items[i];
        if (!other->type->of || other->type->is_restrict || !type_same(other->type->of, var->type->of) || other->type->of->kind != TYPE_REAL || other->before ||
            !strstr(other->value, "random"))
            continue;
        bool later = other->type->length > 1 && chance(g, 40);
        var->type = type_pointer(g->arena, var->type->of, other->type->length - later);
        var->value = later ? arena_printf(g->arena, "%s + 1", other->name) : other->name;
        ((Var *)other)->pinned = true;
        return g->program->has_alias = true;
    }
    return false;
}

static void add_outputs(Gen *g, Var *size)
{
    int count = between(g, 1, 2);
    for (int i = 0; i < count; i++) {
        const Type *type = array_type(g, size, false);
        Var *var = parameter(g, "y", type, value_text(g, type));
        if (takes(g, FEATURE_alias) && make_alias(g, var))
            continue;
        if (type->kind == TYPE_POINTER && takes(g, FEATURE_restrict_parameter)) {
            Type *own = ARENA_NEW(g->arena, Type);
            *own = *type;
            own->is_restrict = true;
            var->type = own;
        }
    }
    g->program->has_outputs = true;
}

static void add_struct_parameter(Gen *g)
{
    const Type *type = type_record(g->arena, some_record(g));
    int kind = between(g, 0, 2);
    if (kind == 1)
        type = type_pointer(g->arena, type_const(g->arena, type), 1);
    else if (kind == 2)
        type = type_pointer(g->arena, type, 1);
    g->program->has_outputs |= kind == 2;
    parameter(g, "p", type, value_text(g, type));
}

static void add_matrix_parameter(Gen *g, Var *size)
{
    const Type *cell = type_const(g->arena, &type_double);
    int n = (int)size->range.low;
    bool variable = chance(g, 50);
    const Type *type = variable ? type_array(g->arena, type_array(g->arena, cell, n, size->name), n, size->name)
                                : type_array(g->arena, type_array(g->arena, cell, 2, NULL), 3, NULL);
    size->pinned |= variable;
    parameter(g, "m", type, value_text(g, type));
}

static void add_parameters(Gen *g)
{
    Var *size = add_size(g, "n", between(g, 2, 5));
    if (chance(g, 40))
        add_size(g, "steps", between(g, 0, 4));
    add_inputs(g, size);
    if (takes(g, FEATURE_struct_parameter))
        add_struct_parameter(g);
    if (takes(g, FEATURE_matrix_parameter))
        add_matrix_parameter(g, size);
    if (takes(g, FEATURE_output_parameter) || g->func->result->kind == TYPE_VOID)
        add_outputs(g, size);
}

/* ---- the request ---- */

static void annotate(Gen *g)
{
    Func *func = g->func;
    const char *names = "";
    /* what is not named and const has no shadow that another one's could be */
    bool some = !g->program->has_alias && takes(g, FEATURE_spec);
    for (int i = 0; i < func->params.count && some; i++) {
        Var *var = func->params.items[i];
        if (!can_be_named(var) || chance(g, 40))
            continue;
        var->pinned = true;
        names = arena_printf(g->arena, "%s%s%s", names, *names ? ", " : "", var->name);
    }
    func->annotation = arena_printf(g->arena, "ADGEN_%s(%s)\n", chance(g, 75) ? "GRAD" : "VJP", names);
}

/* ---- the body ---- */

static bool frees_something(const Gen *g)
{
    for (int i = 0; i < g->scope.vars.count; i++)
        if (g->scope.vars.items[i]->owned)
            return true;
    return false;
}

void free_owned_after(Gen *g, Expr *value)
{
    Expr *result = value;
    if (value && frees_something(g)) {
        Var *var = new_var(g, "result", &type_double, value->range);
        add(g, stmt_declare(g->arena, var, value));
        result = of(g, var);
    }
    for (int i = 0; i < g->scope.vars.count; i++)
        if (g->scope.vars.items[i]->owned)
            add(g, stmt_expr(g->arena, call(g, &type_void, "free", of(g, g->scope.vars.items[i]), NULL)));
    add(g, stmt_return(g->arena, result));
}

/* Something of all that there is. */
static Expr *summary(Gen *g)
{
    Expr *sum = real_value(g, 2);
    int count = between(g, 2, 5);
    for (int i = 0; i < count; i++)
        sum = bin(g, sum, chance(g, 75) ? "+" : "-", chance(g, 50) ? bin(g, constant(g), "*", real_leaf(g)) : real_leaf(g));
    return sum;
}

static void add_body(Gen *g)
{
    g->budget = between(g, 3, 20);
    add_here(g, 30);
    if (g->func->result->kind == TYPE_VOID) {
        Expr *place = real_place(g, false);
        if (place)
            set(g, place, "=", value_within(g, 3, narrow));
        if (frees_something(g))
            free_owned_after(g, NULL);
        return;
    }
    free_owned_after(g, summary(g));
}

Program *generate_program(Arena *arena, uint64_t seed)
{
    Program *program = ARENA_NEW(arena, Program);
    *program = (Program){ .arena = arena, .seed = seed, .has_float = seed_has_float(seed) };
    Gen g = { .arena = arena, .program = program, .random = { seed * 0x2545f4914f6cdd1du + 1 }, .trips = 1 };
    Func *func = ARENA_NEW(arena, Func);
    program->own_names = !takes(&g, FEATURE_same_names);
    program->main = g.func = func;
    func->name = "f";
    func->before = "";
    func->result = takes(&g, FEATURE_void_result) ? &type_void : &type_double;
    g.block = &func->body;
    add_parameters(&g);
    annotate(&g);
    add_body(&g);
    VEC_PUSH(arena, &program->funcs, func);
    finish_program(program);
    return program;
}
