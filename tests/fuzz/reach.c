#include "gen.h"

/* What functions get that is part of something: rows, windows of an array, the larger of two; blocks that grow. */

static bool is_double(const Var *array)
{
    return array && array->type->of->kind == TYPE_REAL && array->type->of->name == type_double.name;
}

static Expr *half_of(Gen *g, Expr *value)
{
    return bin(g, num(g, 0.5), "*", value);
}

/* ---- rows ---- */

/* for (…) settle(m[i], 3, a): a function works on each row in place. */
bool add_rows_handed(Gen *g)
{
    int rows = between(g, 2, 3), columns = between(g, 2, 3);
    if (!may_call_another(g) || !has_room_for(g, 3 * rows * columns))
        return false;
    Var *m = filled_matrix(g, rows, columns);
    Outside outside;
    Func *func = begin_called(g, "settle", &type_void, &outside);
    add_param(g, "y", type_pointer(g->arena, &type_double, columns), narrow);
    add_param(g, "n", &type_int, (Range){ columns, columns })->fixed = true;
    add_param(g, "a", &type_double, narrow);
    if (!(chance(g, 50) ? add_sweep_up : add_sweep_down)(g))
        add_set_place(g);
    add_update_place(g);
    end_called(g, &outside);
    Loop loop = open_simple_loop(g, rows);
    Expr *row = expr_index(g->arena, of(g, m), of(g, loop.counter));
    Expr *result = expr_add(expr_add(expr_add(call_func(g, func), row), integer(g, columns)), value_within(g, 2, narrow));
    add(g, stmt_expr(g->arena, result));
    close_loop(g, &loop);
    return true;
}

/* for (…) lean(y + i, a): windows that overlap. */
bool add_windows_handed(Gen *g)
{
    Var *array = find_array(g, 2, true);
    if (!is_double(array) || !may_call_another(g) || !has_room_for(g, array->type->length))
        return false;
    int length = array->type->length;
    Outside outside;
    Func *func = begin_called(g, "lean", &type_void, &outside);
    Var *q = add_param(g, "q", type_pointer(g->arena, &type_double, 2), narrow), *a = add_param(g, "a", &type_double, narrow);
    Expr *first = expr_index(g->arena, of(g, q), integer(g, 0)), *second = expr_index(g->arena, of(g, q), integer(g, 1));
    Expr *product = bin(g, bounded_leaf(g), "*", of(g, a));
    bool down = chance(g, 50);
    set(g, down ? first : second, "=", bin(g, half_of(g, second), "+", half_of(g, call(g, &type_double, "sin", first, NULL))));
    if (chance(g, 60))
        set(g, down ? second : first, "=", bin(g, half_of(g, second), "-", half_of(g, product)));
    end_called(g, &outside);
    Range range = { 0, length - 2 };
    Loop loop = down ? open_loop(g, bin(g, bound_of(g, length), "-", integer(g, 2)), ">=", integer(g, 0), true, range)
                     : open_loop(g, integer(g, 0), "<", bin(g, bound_of(g, length), "-", integer(g, 1)), false, range);
    Expr *result = expr_add(call_func(g, func), bin(g, of(g, array), "+", of(g, loop.counter)));
    add(g, stmt_expr(g->arena, expr_add(result, value_within(g, 2, narrow))));
    close_loop(g, &loop);
    return true;
}

/* static double *larger(double *a, double *b) { return a[0] > b[0] ? a : b; } */
bool add_pointer_returned(Gen *g)
{
    Var *a = find_array(g, 1, true), *b = find_array(g, 1, true);
    if (!is_double(a) || !is_double(b) || a == b || !may_call_another(g))
        return false;
    int length = a->type->length < b->type->length ? a->type->length : b->type->length;
    const Type *type = type_pointer(g->arena, &type_double, length);
    Outside outside;
    Func *func = begin_called(g, "larger", type, &outside);
    Var *one = add_param(g, "y", type, narrow), *other = add_param(g, "z", type, narrow);
    Expr *more = bin(g, at(g, one, integer(g, 0)), ">", at(g, other, integer(g, 0)));
    if (chance(g, 50)) {
        Stmt *stmt = stmt_if(g->arena, more);
        block_add(g->arena, &stmt->body, stmt_return(g->arena, of(g, one)));
        add(g, stmt);
        add(g, stmt_return(g->arena, of(g, other)));
    } else {
        add(g, stmt_return(g->arena, expr_choice(g->arena, more, of(g, one), of(g, other))));
    }
    end_called(g, &outside);
    func->plain = false;
    Var *q = declare(g, "q", type, narrow, expr_add(expr_add(call_func(g, func), of(g, a)), of(g, b)));
    Expr *place = at(g, q, index_within(g, length));
    set(g, place, "=", bin(g, half_of(g, place), "+", half_of(g, bounded_leaf(g))));
    return true;
}

/* ---- blocks ---- */

/* double *grown = NULL; for (k …) { grown = realloc(grown, …); grown[k] = …; } … free(grown); */
bool add_grow_block(Gen *g)
{
    int length = between(g, 2, 4);
    if (!has_room_for(g, 2 * length) || g->in_switch || g->loops > 0)
        return false;
    Var *sum = declare(g, "sum", &type_double, wide, num(g, 0.0));
    Var *grown = new_var(g, "grown", type_pointer(g->arena, &type_double, length), narrow);
    grown->pinned = true;
    add(g, stmt_declare(g->arena, grown, expr_text(g->arena, grown->type, "NULL")));
    Loop loop = open_loop(g, integer(g, 0), "<", bound_of(g, length), false, (Range){ 0, length - 1 });
    Expr *count = expr_cast(g->arena, &type_size, bin(g, of(g, loop.counter), "+", integer(g, 1)));
    Expr *size = bin(g, count, "*", expr_text(g->arena, &type_size, arena_printf(g->arena, "sizeof *%s", grown->name)));
    set(g, of(g, grown), "=", call(g, grown->type, "realloc", of(g, grown), size));
    set(g, expr_index(g->arena, of(g, grown), of(g, loop.counter)), "=", value_within(g, 2, narrow));
    close_loop(g, &loop);
    Loop reads = open_simple_loop(g, length);
    Expr *element = expr_index(g->arena, of(g, grown), of(g, reads.counter));
    set(g, of(g, sum), "+=", chance(g, 50) ? element : bin(g, element, "*", bounded_leaf(g)));
    close_loop(g, &reads);
    add(g, stmt_expr(g->arena, call(g, &type_void, "free", of(g, grown), NULL)));
    return true;
}

/* for (at = x; at != x + n; at++) y[at - x] = …: where the pointer is gives the index. */
bool add_pointer_distance(Gen *g)
{
    Var *from = find_array(g, 1, false);
    Var *to = from ? find_array(g, from->type->length, true) : NULL;
    if (!to || !is_double(from) || !is_double(to) || !has_room_for(g, from->type->length))
        return false;
    Arena *a = g->arena;
    Var *walker = new_var(g, "at", type_pointer(a, from->type->of, 0), narrow);
    add(g, stmt_declare(a, walker, of(g, from)));
    Stmt *loop = stmt_new(a, STMT_WHILE);
    loop->a = bin(g, of(g, walker), "!=", bin(g, of(g, from), "+", bound_of(g, from->type->length)));
    int mark;
    Block *outer = enter(g, &loop->body, &mark);
    Expr *distance = bin(g, of(g, walker), "-", of(g, from));
    distance->type = &type_int;
    Expr *place = expr_index(a, of(g, to), distance), *here = expr_unary(a, "*", of(g, walker));
    set(g, place, "=", bin(g, half_of(g, place), "+", half_of(g, bin(g, here, "*", bounded_leaf(g)))));
    add(g, stmt_expr(a, expr_step(a, of(g, walker), "++")));
    leave(g, outer, mark);
    add(g, loop);
    return true;
}

/* ---- structs ---- */

static Expr *first_member(Gen *g, Expr *record, const Record *of_record)
{
    return expr_member(g->arena, record, &of_record->members.items[0]);
}

static Record *nesting_record(Gen *g, Record *inner)
{
    Record *record = ARENA_NEW(g->arena, Record);
    record->name = arena_printf(g->arena, "struct nest%d_%d", ++g->program->records, (int)(g->program->seed % BATCH));
    Member members[] = { { "level", type_array(g->arena, &type_double, 2, NULL) }, { "part", type_record(g->arena, inner) } };
    for (int i = 0; i < 2; i++)
        VEC_PUSH(g->arena, &record->members, members[i]);
    return record;
}

/* struct nest o = { { … }, { … } }, copies of it and of its part, a pointer to that. */
bool add_nested_struct(Gen *g)
{
    if (g->program->records > 3)
        return false;
    Arena  *a = g->arena;
    Record *inner = some_record(g), *outer = nesting_record(g, inner);
    Expr   *level = expr_add(expr_add(expr_list(a, NULL), value_within(g, 2, narrow)), value_within(g, 1, narrow));
    Expr   *list = expr_add(expr_add(expr_list(a, NULL), level), record_list(g, inner));
    Var    *whole = new_var(g, "o", type_record(a, outer), narrow), *copy = new_var(g, "o", whole->type, narrow);
    const Member *at_level = &outer->members.items[0], *at_part = &outer->members.items[1];
    whole->fixed = copy->fixed = true;
    add(g, stmt_declare(a, whole, list));
    add(g, stmt_declare(a, copy, of(g, whole)));
    Expr *part = expr_member(a, of(g, whole), at_part), *same = expr_member(a, of(g, copy), at_part);
    Var  *to = new_var(g, "part", type_pointer(a, type_record(a, inner), 1), narrow);
    add(g, stmt_declare(a, to, expr_unary(a, "&", part)));
    Expr *place = first_member(g, of(g, to), inner);
    set(g, place, "=", bin(g, half_of(g, place), "+", half_of(g, bounded_leaf(g))));
    if (chance(g, 40))
        set(g, same, "=", part);
    Expr *element = expr_index(a, expr_member(a, of(g, copy), at_level), index_within(g, 2));
    set(g, element, "=", call(g, &type_double, "sin", bin(g, first_member(g, part, inner), "*", element), NULL));
    Expr *sum = bin(g, bin(g, num(g, 0.3), "*", element), "+", bin(g, num(g, 0.3), "*", first_member(g, same, inner)));
    declare(g, "v", &type_double, narrow, sum);
    return true;
}

/* static double total(const struct s *parts, int n), or one that changes them; called with an array of structs. */
bool add_structs_handed(Gen *g)
{
    int length = between(g, 2, 3);
    if (!may_call_another(g) || !has_room_for(g, 2 * length))
        return false;
    Arena  *a = g->arena;
    Record *record = some_record(g);
    const Type *type = type_record(a, record);
    Var  *parts = new_var(g, "parts", type_array(a, type, length, NULL), narrow);
    Expr *list = expr_list(a, NULL);
    for (int i = 0; i < length; i++)
        expr_add(list, record_list(g, record));
    add(g, stmt_declare(a, parts, list));
    Outside outside;
    bool  changes = chance(g, 50);
    Func *func = begin_called(g, "total", &type_double, &outside);
    Var  *p = add_param(g, "p", type_pointer(a, changes ? type : type_const(a, type), length), narrow);
    add_param(g, "n", &type_int, (Range){ length, length })->fixed = true;
    Var  *sum = declare(g, "sum", &type_double, wide, num(g, 0.0));
    Loop  loop = open_simple_loop(g, length);
    Expr *here = first_member(g, expr_index(a, of(g, p), of(g, loop.counter)), record);
    if (changes)
        set(g, here, "=", bin(g, half_of(g, here), "+", half_of(g, bounded_leaf(g))));
    set(g, of(g, sum), "+=", bin(g, here, "*", bounded_leaf(g)));
    close_loop(g, &loop);
    add(g, stmt_return(a, call(g, &type_double, "sin", of(g, sum), NULL)));
    end_called(g, &outside);
    Expr *result = expr_add(expr_add(call_func(g, func), of(g, parts)), integer(g, length));
    declare(g, "v", &type_double, narrow, result);
    see(g, parts);
    return true;
}
