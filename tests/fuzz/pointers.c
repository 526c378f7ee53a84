#include "gen.h"

/* What pointers are used for: choosing, tables of rows, views in structs, blocks that live for one round of a loop. */

static bool is_double(const Var *array)
{
    return array && array->type->of->kind == TYPE_REAL && array->type->of->name == type_double.name;
}

/* Two visible arrays of doubles that may be written to. */
static bool find_two(Gen *g, Var **a, Var **b)
{
    for (int tries = 0; tries < 6; tries++) {
        *a = find_array(g, 1, true);
        *b = find_array(g, 1, true);
        if (is_double(*a) && is_double(*b) && *a != *b)
            return true;
    }
    return false;
}

static int shorter(const Var *a, const Var *b)
{
    return a->type->length < b->type->length ? a->type->length : b->type->length;
}

/* double *q = x > 0.5 ? a : b; *q = … */
bool add_choose_pointer(Gen *g)
{
    Var *a, *b;
    if (!find_two(g, &a, &b))
        return false;
    const Type *type = type_pointer(g->arena, &type_double, shorter(a, b));
    Expr *one = of(g, a), *other = of(g, b);
    Var *q;
    if (chance(g, 50)) {
        q = declare(g, "q", type, narrow, expr_choice(g->arena, active_condition(g), one, other));
    } else {
        q = declare(g, "q", type, narrow, one);
        Stmt *stmt = stmt_if(g->arena, condition(g));
        block_add(g->arena, &stmt->body, stmt_set(g->arena, of(g, q), "=", other));
        add(g, stmt);
    }
    Expr *place = at(g, q, index_within(g, type->length));
    set(g, place, "=", bin(g, bin(g, num(g, 0.5), "*", place), "+", bin(g, num(g, 0.5), "*", bounded_leaf(g))));
    return true;
}

/* double *rows[2] = { a, b }; and a loop over them. */
bool add_pointer_table(Gen *g)
{
    Var *a, *b;
    if (!find_two(g, &a, &b) || !has_room_for(g, 2 * shorter(a, b)))
        return false;
    const Type *row = type_pointer(g->arena, &type_double, shorter(a, b));
    Expr *list = expr_add(expr_add(expr_list(g->arena, NULL), of(g, a)), of(g, b));
    Var *rows = new_var(g, "rows", type_array(g->arena, row, 2, NULL), narrow);
    add(g, stmt_declare(g->arena, rows, list));
    Loop outer = open_simple_loop(g, 2), inner = open_simple_loop(g, row->length);
    Expr *place = expr_index(g->arena, expr_index(g->arena, of(g, rows), of(g, outer.counter)), of(g, inner.counter));
    if (chance(g, 60))
        set(g, place, "*=", bin(g, num(g, 0.6), "+", bin(g, num(g, 0.3), "*", bounded_leaf(g))));
    else
        set(g, place, "=", bin(g, bin(g, num(g, 0.5), "*", place), "+", bin(g, num(g, 0.5), "*", bounded_leaf(g))));
    close_loop(g, &inner);
    close_loop(g, &outer);
    see(g, rows);
    return true;
}

/* A struct of a length and a pointer to an array that there is: struct view v = { 3, y }; */
bool add_new_view(Gen *g)
{
    Var *array = find_array(g, 2, true);
    if (!is_double(array) || g->loops > 0)
        return false;
    Record *record = ARENA_NEW(g->arena, Record);
    record->name = arena_printf(g->arena, "struct view%d_%d", ++g->program->records, (int)(g->program->seed % BATCH));
    Type *count = ARENA_NEW(g->arena, Type);
    *count = type_int;
    count->range = (Range){ array->type->length, array->type->length };
    Member members[] = { { "count", count }, { "at", type_pointer(g->arena, &type_double, array->type->length) } };
    for (int i = 0; i < 2; i++)
        VEC_PUSH(g->arena, &record->members, members[i]);
    Expr *list = expr_add(expr_add(expr_list(g->arena, NULL), integer(g, array->type->length)), of(g, array));
    Var *view = declare(g, "view", type_record(g->arena, record), narrow, list);
    Expr *bound = expr_member(g->arena, of(g, view), &members[0]);
    if (!has_room_for(g, array->type->length))
        return true;
    Loop loop = open_loop(g, integer(g, 0), "<", bound, false, (Range){ 0, array->type->length - 1 });
    Expr *place = expr_index(g->arena, expr_member(g->arena, of(g, view), &members[1]), of(g, loop.counter));
    set(g, place, "=", value_within(g, 2, narrow));
    close_loop(g, &loop);
    return true;
}

/* for (…) { double *block = malloc(…); …; free(block); } */
bool add_heap_in_loop(Gen *g)
{
    int length = between(g, 2, 3), rounds = between(g, 2, 3);
    if (!has_room_for(g, length * rounds * 2) || g->in_switch)
        return false;
    Var *sum = declare(g, "sum", &type_double, wide, num(g, 0.0));
    Loop rounds_loop = open_simple_loop(g, rounds);
    Var *block = new_var(g, "block", type_pointer(g->arena, &type_double, length), narrow);
    block->pinned = true;
    Expr *size = expr_text(g->arena, &type_size, arena_printf(g->arena, "%d * sizeof *%s", length, block->name));
    add(g, stmt_declare(g->arena, block, call(g, block->type, "malloc", size, NULL)));
    Loop fill = open_simple_loop(g, length);
    set(g, expr_index(g->arena, of(g, block), of(g, fill.counter)), "=", value_within(g, 2, narrow));
    close_loop(g, &fill);
    see(g, block);
    add_update_place(g);
    set(g, of(g, sum), "+=", bin(g, at(g, block, index_within(g, length)), "*", bounded_leaf(g)));
    add(g, stmt_expr(g->arena, call(g, &type_void, "free", of(g, block), NULL)));
    close_loop(g, &rounds_loop);
    return true;
}

/* for (int i = 0, …): two counters that meet, as two statements. */
bool add_two_counters(Gen *g)
{
    Var *array = find_array(g, 3, true);
    if (!array || !has_room_for(g, array->type->length))
        return false;
    int length = array->type->length;
    Range range = { 0, length - 1 };
    Var *right = declare(g, "j", &type_int, range, bin(g, bound_of(g, length), "-", integer(g, 1)));
    right->fixed = true;
    Loop loop = open_loop(g, integer(g, 0), "<", of(g, right), false, range);
    loop.counter->type = &type_int;
    Expr *a = expr_index(g->arena, of(g, array), of(g, loop.counter)), *b = expr_index(g->arena, of(g, array), of(g, right));
    set(g, chance(g, 50) ? a : b, "=", bin(g, bin(g, num(g, 0.5), "*", a), chance(g, 50) ? "+" : "-", bin(g, num(g, 0.5), "*", b)));
    if (chance(g, 40))
        set(g, b, "*=", bin(g, num(g, 0.6), "+", bin(g, num(g, 0.3), "*", bounded_leaf(g))));
    add(g, stmt_expr(g->arena, expr_step(g->arena, of(g, right), "--")));
    close_loop(g, &loop);
    return true;
}

/* int where = (int)(3.0 * fabs(x)) % n: a place that active values choose. */
bool add_active_index(Gen *g)
{
    Var *array = find_array(g, 2, false);
    if (!array)
        return false;
    int length = array->type->length;
    Expr *size = call(g, &type_double, "fabs", value_within(g, 2, narrow), NULL);
    Expr *value = bin(g, expr_cast(g->arena, &type_int, bin(g, num(g, 3.0), "*", size)), "%", integer(g, length));
    value->args[0]->range = (Range){ 0, 6 };
    Var *where = declare(g, "where", &type_int, (Range){ 0, length - 1 }, value);
    where->fixed = true;
    Expr *place = real_place(g, true), *found = expr_index(g->arena, of(g, array), of(g, where));
    if (place)
        set(g, place, "+=", bin(g, found, "*", bounded_leaf(g)));
    else
        declare(g, "v", &type_double, narrow, bin(g, num(g, 0.5), "*", found));
    return true;
}

/* if ((d = …) > 0.3) */
bool add_set_in_condition(Gen *g)
{
    if (g->depth >= 4 || g->budget <= 0)
        return false;
    Var *d = declare(g, "d", &type_double, narrow, num(g, 0.0));
    Expr *assigned = bin(g, of(g, d), "=", value_within(g, 2, narrow));
    Stmt *stmt = stmt_if(g->arena, bin(g, assigned, chance(g, 50) ? ">" : "<", num(g, 0.3)));
    add_some(g, &stmt->body, 1);
    set_in(g, &stmt->body, d);
    add(g, stmt);
    return true;
}

/* A matrix written in place: each row from the one before, or each element from its neighbours. */
bool add_sweep_matrix(Gen *g)
{
    int rows = between(g, 2, 3), columns = between(g, 2, 3);
    if (!has_room_for(g, 2 * rows * columns))
        return false;
    Arena *a = g->arena;
    Var *m = filled_matrix(g, rows, columns);
    bool down = chance(g, 50);
    Loop outer = down ? open_loop(g, integer(g, rows - 2), ">=", integer(g, 0), true, (Range){ 0, rows - 2 })
                 : open_loop(g, integer(g, 1), "<", integer(g, rows), false, (Range){ 1, rows - 1 });
    Loop inner = open_simple_loop(g, columns);
    Expr *row = of(g, outer.counter), *near = bin(g, row, down ? "+" : "-", integer(g, 1)), *column = of(g, inner.counter);
    Expr *here = expr_index(a, expr_index(a, of(g, m), row), column), *beside = expr_index(a, expr_index(a, of(g, m), near), column);
    Expr *value = bin(g, bin(g, num(g, 0.5), "*", here), "+", bin(g, num(g, 0.5), "*", beside));
    set(g, here, "=", chance(g, 50) ? call(g, &type_double, "sin", value, NULL) : value);
    close_loop(g, &inner);
    close_loop(g, &outer);
    return true;
}

/* Something with v, where it is known to have been set. */
void set_in(Gen *g, Block *block, Var *v)
{
    int mark;
    Block *outer = enter(g, block, &mark);
    Expr *place = real_place(g, false);
    if (place && (place->kind != EXPR_VAR || place->var != v))
        set(g, place, "=", bin(g, bin(g, num(g, 0.5), "*", place), "+", bin(g, num(g, 0.5), "*", of(g, v))));
    leave(g, outer, mark);
}
