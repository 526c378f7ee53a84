#include <math.h>
#include <string.h>

#include "gen.h"

/* Variables of every kind, and what is done with them. */

/* ---- assignments ---- */

static bool is_wide(const Expr *place)
{
    return place->range.high > 2.5;
}

bool add_set_place(Gen *g)
{
    Expr *place = real_place(g, false);
    if (!place)
        return add_new_scalar(g);
    set(g, place, "=", value_within(g, between(g, 1, 4), place->range));
    return true;
}

/* Updates that keep the value where it is: towards another value, by a factor, by a quotient; in place from itself. */
bool add_update_place(Gen *g)
{
    Expr *place = real_place(g, false);
    if (!place)
        return false;
    Expr *value = value_within(g, 2, place->range);
    switch (between(g, 0, 4)) {
    case 0:
        set(g, place, "+=", bin(g, constant_below_one(g), "*", bin(g, value, "-", place)));
        break;
    case 1:
        set(g, place, "-=", bin(g, constant_below_one(g), "*", bin(g, place, "-", value)));
        break;
    case 2:
        set(g, place, "*=", bin(g, num(g, 0.6), "+", bin(g, num(g, 0.35), "*", bounded_leaf(g))));
        break;
    case 3:
        set(g, place, "/=", fit(g, bin(g, num(g, 1.5), "+", bin(g, num(g, 0.4), "*", bounded_leaf(g))), (Range){ 1, 9 }));
        break;
    default:
        value = bin(g, bin(g, num(g, 0.5), "*", place), "+", bin(g, num(g, 0.5), "*", value));
        set(g, place, "=", value);
    }
    return true;
}

bool add_accumulate(Gen *g)
{
    Expr *place = real_place(g, true);
    if (!place || !is_wide(place))
        return false;
    set(g, place, chance(g, 70) ? "+=" : "-=", value_within(g, between(g, 1, 4), narrow));
    return true;
}

bool add_chain_places(Gen *g)
{
    Expr *a = real_place(g, false), *b = real_place(g, false);
    if (!a || !b || a->kind != EXPR_VAR || b->kind != EXPR_VAR || a->var == b->var || !type_same(a->type, b->type))
        return false;
    Expr *inner = bin(g, b, "=", value_within(g, 2, narrow));
    inner->range = narrow;
    set(g, a, "=", inner);
    return true;
}

/* ---- scalars and arrays ---- */

bool add_new_scalar(Gen *g)
{
    static const char *const stems[] = { "a", "b", "t", "u", "v", "w", "tmp", "rate", "dx" };
    const char *stem = stems[between(g, 0, 8)];
    const Type *type = real_type(g);
    if (chance(g, 25) && g->loops == 0)
        declare(g, "sum", type, wide, chance(g, 80) ? num(g, 0.0) : value_within(g, 1, narrow));
    else
        declare(g, stem, type, narrow, value_within(g, between(g, 1, 4), narrow));
    return true;
}

/* A loop that gives every element a value; then the array may be seen. */
static void fill_elements(Gen *g, Var *var, int length, Range range)
{
    /* that a static array is written as a whole must be plain to see */
    bool plain = var->kind == VAR_GLOBAL;
    Loop loop = plain ? open_loop(g, integer(g, 0), "<", integer(g, length), false, (Range){ 0, length - 1 }) : open_simple_loop(g, length);
    Expr *place = expr_index(g->arena, of(g, var), of(g, loop.counter));
    set(g, place, "=", value_within(g, 2, range.high > narrow.high ? narrow : range));
    close_loop(g, &loop);
    see(g, var);
}

static Expr *zeros(Gen *g)
{
    return expr_list(g->arena, NULL);
}

/* With an initialiser for all or some of its elements, or with a loop. */
Var *filled_array(Gen *g, const char *stem, int length, Range range)
{
    Var *var = new_var(g, stem, type_array(g->arena, real_type(g), length, NULL), range);
    int  kind = between(g, 0, 3);
    if (kind > 1) {
        add(g, stmt_declare(g->arena, var, kind == 3 ? zeros(g) : NULL));
        fill_elements(g, var, length, range);
        return var;
    }
    Expr *list = zeros(g);
    for (int i = 0; i < length && kind == 1 && i < EXPR_ROOM; i++)
        expr_add(list, value_within(g, 2, narrow));
    add(g, stmt_declare(g->arena, var, list));
    see(g, var);
    return var;
}

Var *filled_matrix(Gen *g, int rows, int columns)
{
    Arena *a = g->arena;
    Var *m = new_var(g, "m", type_array(a, type_array(a, &type_double, columns, NULL), rows, NULL), narrow);
    add(g, stmt_declare(a, m, expr_list(a, NULL)));
    Loop outer = open_simple_loop(g, rows), inner = open_simple_loop(g, columns);
    set(g, expr_index(a, expr_index(a, of(g, m), of(g, outer.counter)), of(g, inner.counter)), "=", value_within(g, 2, narrow));
    close_loop(g, &inner);
    close_loop(g, &outer);
    see(g, m);
    return m;
}

static bool has_room(const Gen *g, int length)
{
    return g->trips * length <= MOST_TRIPS && g->depth < 5;
}

static int some_length(Gen *g)
{
    const Var *size = find_size(g, 2, 6);
    return size && chance(g, 70) ? (int)size->range.low : between(g, 2, 5);
}

bool add_new_array(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length))
        return false;
    filled_array(g, "buf", length, chance(g, 75) || g->loops > 0 ? narrow : wide);
    return true;
}

bool add_new_vla(Gen *g)
{
    Var *size = find_size(g, 1, 6);
    if (!size || !has_room(g, (int)size->range.low) || g->in_switch)
        return false;
    size->pinned = true;
    const char *text = chance(g, 80) ? size->name : arena_printf(g->arena, "%s + 1", size->name);
    int length = (int)size->range.low + (strlen(text) > strlen(size->name));
    Var *var = new_var(g, "row", type_array(g->arena, real_type(g), length, text), narrow);
    add(g, stmt_declare(g->arena, var, NULL));
    fill_elements(g, var, length, narrow);
    return true;
}

bool add_new_matrix(Gen *g)
{
    int rows = between(g, 2, 4), columns = between(g, 2, 3);
    if (!has_room(g, rows * columns))
        return false;
    Arena *a = g->arena;
    Var *var = new_var(g, "m", type_array(a, type_array(a, real_type(g), columns, NULL), rows, NULL), narrow);
    add(g, stmt_declare(a, var, chance(g, 30) ? zeros(g) : NULL));
    Loop outer = open_simple_loop(g, rows), inner = open_simple_loop(g, columns);
    Expr *place = expr_index(a, expr_index(a, of(g, var), of(g, outer.counter)), of(g, inner.counter));
    set(g, place, "=", value_within(g, 2, narrow));
    close_loop(g, &inner);
    close_loop(g, &outer);
    see(g, var);
    return true;
}

/* ---- the heap ---- */

bool add_new_heap(Gen *g)
{
    Var *size = find_size(g, 1, 6);
    if (g->depth > 0 || !size || !has_room(g, (int)size->range.low))      /* freed at the function's end */
        return false;
    int length = (int)size->range.low;
    const Type *cell = real_type(g);
    Var *var = new_var(g, "work", type_pointer(g->arena, cell, length), narrow);
    var->pinned = true;
    bool cleared = chance(g, 35);
    Expr *bytes = expr_text(g->arena, &type_size, arena_printf(g->arena, chance(g, 60) ? "sizeof *%s" : "sizeof(%s)",
                                                               var->name));
    if (!strchr(bytes->text, '*'))
        bytes->text = arena_printf(g->arena, "sizeof(%s)", cell->name);
    Expr *count = expr_cast(g->arena, &type_size, of(g, size));
    Expr *value = cleared ? call(g, var->type, "calloc", count, bytes) : call(g, var->type, "malloc", bin(g, count, "*", bytes), NULL);
    add(g, stmt_declare(g->arena, var, value));
    var->owned = true;
    if (cleared && chance(g, 40))
        see(g, var);
    else
        fill_elements(g, var, length, narrow);
    return true;
}

/* ---- structs ---- */

Expr *record_list(Gen *g, const Record *record)
{
    Expr *list = zeros(g);
    for (int i = 0; i < record->members.count; i++) {
        const Type *type = record->members.items[i].type;
        if (type->kind == TYPE_REAL)
            expr_add(list, value_within(g, 1, narrow));
        else if (type->kind == TYPE_RECORD)
            expr_add(list, record_list(g, type->record));
        else if (type->kind == TYPE_INT)
            expr_add(list, integer(g, (int)type->range.low));
        else
            expr_add(list, expr_add(zeros(g), value_within(g, 1, narrow)));
    }
    return list;
}

bool add_new_struct(Gen *g)
{
    Record *record = some_record(g);
    const Type *type = type_record(g->arena, record);
    Expr *list = record_list(g, record);
    if (chance(g, 25))
        list->type = type;
    declare(g, "p", type, narrow, list);
    return true;
}

bool add_new_structs(Gen *g)
{
    Record *record = some_record(g);
    int length = between(g, 2, 3);
    if (!has_room(g, length))
        return false;
    const Type *type = type_record(g->arena, record);
    Var *var = new_var(g, "parts", type_array(g->arena, type, length, NULL), narrow);
    Expr *list = zeros(g);
    for (int i = 0; i < length; i++)
        expr_add(list, record_list(g, record));
    add(g, stmt_declare(g->arena, var, list));
    see(g, var);
    return true;
}

/* From another struct, as a whole; or a compound literal. */
bool add_copy_struct(Gen *g)
{
    Var *to = find_struct(g, true);
    if (!to)
        return false;
    for (int tries = 0; tries < 4; tries++) {
        Var *from = find_struct(g, false);
        if (from != to && from->type->record == to->type->record) {
            set(g, of(g, to), "=", of(g, from));
            return true;
        }
    }
    Expr *list = record_list(g, to->type->record);
    list->type = type_record(g->arena, to->type->record);
    set(g, of(g, to), "=", list);
    return true;
}

/* ---- pointers ---- */

bool add_new_pointer(Gen *g)
{
    Var *array = find_array(g, 2, false);
    if (!array)
        return false;
    int   offset = chance(g, 50) ? 0 : between(g, 1, array->type->length - 1);
    Expr *value = of(g, array);
    if (offset > 0)
        value = chance(g, 50) ? bin(g, value, "+", integer(g, offset))
                              : expr_unary(g->arena, "&", expr_index(g->arena, value, integer(g, offset)));
    const Type *cell = array->type->of;
    if (!cell->is_const && chance(g, 30))
        cell = type_const(g->arena, cell);
    declare(g, "q", type_pointer(g->arena, cell, array->type->length - offset), array->range, value);
    return true;
}

/* Two local pointers to elements of one type with as many elements; what is freed is still freed once. */
bool add_swap_pointers(Gen *g)
{
    for (int i = 0; i < g->scope.vars.count; i++) {
        Var *a = g->scope.vars.items[i];
        if (a->type->kind != TYPE_POINTER || a->kind != VAR_LOCAL || a->fixed || a->type->is_const)
            continue;
        for (int k = i + 1; k < g->scope.vars.count; k++) {
            Var *b = g->scope.vars.items[k];
            bool alike = type_same(a->type, b->type) && a->type->length == b->type->length &&
                         a->type->of->is_const == b->type->of->is_const;
            if (!alike || b->kind != VAR_LOCAL || b->fixed || a->owned != b->owned || a->range.high != b->range.high)
                continue;
            Var *kept = new_var(g, "swap", a->type, a->range);
            add(g, stmt_declare(g->arena, kept, of(g, a)));
            set(g, of(g, a), "=", of(g, b));
            set(g, of(g, b), "=", of(g, kept));
            return true;
        }
    }
    return false;
}

bool add_new_counter(Gen *g)
{
    if (g->loops > 0 || g->depth > 2)
        return false;
    int   length = between(g, 2, 4);
    Var  *counter = declare(g, "count", &type_int, (Range){ 0, length }, integer(g, 0));
    counter->fixed = true;
    Loop  loop = open_simple_loop(g, length);
    Stmt *stmt = stmt_if(g->arena, active_condition(g));
    block_add(g->arena, &stmt->body, stmt_expr(g->arena, expr_step(g->arena, of(g, counter), "++")));
    add(g, stmt);
    if (chance(g, 50))
        add_set_place(g);
    close_loop(g, &loop);
    return true;
}

/* ---- memory as a whole ---- */

static Expr *bytes_of(Gen *g, Var *array, int length)
{
    bool local = array->kind != VAR_GLOBAL;
    array->pinned = true;
    Expr *one = expr_text(g->arena, &type_size, arena_printf(g->arena, local ? "sizeof *%s" : "sizeof(%s)",
                                                             local ? array->name : array->type->of->name));
    Expr *count = bound_of(g, length);
    return bin(g, count->kind == EXPR_TEXT ? count : expr_cast(g->arena, &type_size, count), "*", one);
}

bool add_copy_memory(Gen *g)
{
    int length = between(g, 2, 4);
    Var *to = find_array(g, length, true), *from = find_array(g, length, false);
    if (!to || !type_same(to->type->of, from->type->of))
        return false;
    bool apart = to != from && to->kind == VAR_LOCAL && to->type->kind == TYPE_ARRAY && from->type->kind == TYPE_ARRAY;
    if (from == to && (length = to->type->length - 1) < 1)
        return false;
    Expr *source = from == to ? bin(g, of(g, from), "+", integer(g, 1)) : of(g, from);
    Expr *copy = call(g, &type_void, apart ? "memcpy" : "memmove", of(g, to), source);
    add(g, stmt_expr(g->arena, expr_add(copy, bytes_of(g, to, length))));
    return true;
}

bool add_clear_memory(Gen *g)
{
    int length = between(g, 2, 3);
    Var *to = find_array(g, length, true);
    if (!to)
        return false;
    Expr *clear = call(g, &type_void, "memset", of(g, to), integer(g, 0));
    add(g, stmt_expr(g->arena, expr_add(clear, bytes_of(g, to, length))));
    return true;
}

/* ---- globals ---- */

static Var *global(Gen *g, const char *stem, const Type *type, const char *before, const char *value)
{
    static const char *const tails[] = { "one", "two", "three", "four", "five", "six" };
    int number = g->program->globals++;
    Var *var = ARENA_NEW(g->arena, Var);
    *var = (Var){ arena_printf(g->arena, "%s_%s_", stem, tails[number % 6]), type, VAR_GLOBAL, narrow, .before = before, .value = value };
    if (number >= 6)
        var->name = arena_printf(g->arena, "%s%d_", var->name, number);
    return var;
}

bool add_use_table(Gen *g)
{
    int length = between(g, 3, 4);
    const Type *type = type_array(g->arena, type_const(g->arena, &type_double), length, NULL);
    Var *table = global(g, "table", type, chance(g, 60) ? "static " : "", length == 3 ? "{ 0.4, 0.7, -0.3 }" : "{ 0.1, 0.2, 0.5, 0.9 }");
    if (strlen(table->before) == 0)
        table->before = "static ";
    see(g, table);
    return add_set_place(g);
}

/* Written as a whole before anything reads it. */
bool add_use_scratch(Gen *g)
{
    int length = between(g, 2, 4);
    if (!has_room(g, length) || g->depth > 0 || g->calls_deep > 0)
        return false;
    Var *scratch = global(g, "scratch", type_array(g->arena, &type_double, length, NULL), "static ", NULL);
    fill_elements(g, scratch, length, narrow);
    return true;
}
