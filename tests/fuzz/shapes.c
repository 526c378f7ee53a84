#include "gen.h"

/* Pieces of the programs that people write. */

static Expr *sum_of(Gen *g, Expr *a, Expr *b)
{
    return bin(g, bin(g, num(g, 0.5), "*", a), "+", bin(g, num(g, 0.5), "*", b));
}

static Expr *offset(Gen *g, Var *counter, const char *text, int by)
{
    return bin(g, of(g, counter), text, integer(g, by));
}

/* ---- sweeps ---- */

bool add_sweep_up(Gen *g)
{
    Var *array = find_array(g, 2, true);
    if (!array || !has_room_for(g, array->type->length))
        return false;
    int length = array->type->length;
    Loop loop = open_loop(g, integer(g, 1), "<", bound_of(g, length), false, (Range){ 1, length - 1 });
    Expr *before = at(g, array, offset(g, loop.counter, "-", 1)), *here = at(g, array, of(g, loop.counter));
    Expr *value = chance(g, 50) ? sum_of(g, before, here) : sum_of(g, before, value_within(g, 2, narrow));
    if (chance(g, 40))
        value = call(g, &type_double, "sin", value, NULL);
    set(g, here, "=", value);
    close_loop(g, &loop);
    return true;
}

bool add_sweep_down(Gen *g)
{
    Var *array = find_array(g, 2, true);
    if (!array || !has_room_for(g, array->type->length))
        return false;
    int length = array->type->length;
    Expr *first = bin(g, bound_of(g, length), "-", integer(g, 2));
    Loop loop = open_loop(g, first, ">=", integer(g, 0), true, (Range){ 0, length - 2 });
    Expr *after = at(g, array, offset(g, loop.counter, "+", 1)), *here = at(g, array, of(g, loop.counter));
    if (chance(g, 50))
        set(g, here, "=", sum_of(g, here, after));
    else
        set(g, here, "-=", bin(g, num(g, 0.25), "*", bin(g, here, "-", after)));
    if (chance(g, 30))
        add_accumulate(g);
    close_loop(g, &loop);
    return true;
}

/* x[i] = (x[i] - sum of m[i][j] * x[j]) / m[i][i], with the matrix small. */
bool add_solve(Gen *g)
{
    Var *x = find_array(g, 2, true), *m = find_array(g, 4, false);
    if (!x || !m || x->type->length > 4 || !has_room_for(g, 10) || m == x || m->type->length < x->type->length)
        return false;
    int length = x->type->length;
    Loop outer = open_simple_loop(g, length);
    Var *sum = declare(g, "rest", &type_double, wide, expr_index(g->arena, of(g, x), of(g, outer.counter)));
    Loop inner = open_loop(g, integer(g, 0), "<", of(g, outer.counter), false, (Range){ 0, length - 1 });
    inner.counter->type = outer.counter->type;
    Expr *factor = bin(g, num(g, 0.1), "*", at(g, m, of(g, inner.counter)));
    set(g, of(g, sum), "-=", bin(g, factor, "*", at(g, x, of(g, inner.counter))));
    close_loop(g, &inner);
    Expr *pivot = bin(g, num(g, 3.0), "+", at(g, m, of(g, outer.counter)));
    set(g, expr_index(g->arena, of(g, x), of(g, outer.counter)), "=", bin(g, of(g, sum), "/", pivot));
    close_loop(g, &outer);
    return true;
}

bool add_normalise(Gen *g)
{
    Var *array = find_array(g, 2, true);
    if (!array || !has_room_for(g, array->type->length) || array->type->length > 8)
        return false;
    int length = array->type->length;
    Var *norm = declare(g, "norm", &type_double, (Range){ 0.5, 40 }, num(g, 0.5));
    Loop loop = open_simple_loop(g, length);
    Expr *here = at(g, array, of(g, loop.counter));
    set(g, of(g, norm), "+=", bin(g, here, "*", here));
    close_loop(g, &loop);
    if (chance(g, 60))
        set(g, of(g, norm), "=", call(g, &type_double, "sqrt", of(g, norm), NULL));
    norm->fixed = true;
    loop = open_simple_loop(g, length);
    set(g, expr_index(g->arena, of(g, array), of(g, loop.counter)), "/=", bin(g, of(g, norm), "+", num(g, 0.5)));
    close_loop(g, &loop);
    return true;
}

/* ---- pointers ---- */

bool add_walk_pointer(Gen *g)
{
    Var *array = find_array(g, 1, false), *sum;
    if (!array || !has_room_for(g, array->type->length))
        return false;
    int  length = array->type->length;
    bool writes = !array->type->of->is_const && chance(g, 40);
    const Type *cell = writes || chance(g, 50) ? array->type->of : type_const(g->arena, array->type->of);
    Var *walker = new_var(g, "at", type_pointer(g->arena, cell, 0), narrow);
    sum = writes ? NULL : declare(g, "sum", &type_double, wide, num(g, 0.0));
    add(g, stmt_declare(g->arena, walker, of(g, array)));
    if (chance(g, 50)) {
        Var *end = new_var(g, "end", walker->type, narrow);
        add(g, stmt_declare(g->arena, end, bin(g, of(g, array), "+", bound_of(g, length))));
        Stmt *loop = stmt_new(g->arena, STMT_WHILE);
        loop->a = bin(g, of(g, walker), "<", of(g, end));
        Expr *next = expr_unary(g->arena, "*", expr_step(g->arena, of(g, walker), "++"));
        Expr *here = expr_unary(g->arena, "*", of(g, walker));
        int mark;
        Block *outer = enter(g, &loop->body, &mark);
        if (writes) {
            set(g, here, "=", sum_of(g, here, bounded_leaf(g)));
            add(g, stmt_expr(g->arena, expr_step(g->arena, of(g, walker), "++")));
        } else {
            set(g, of(g, sum), "+=", chance(g, 50) ? next : bin(g, bounded_leaf(g), "*", next));
        }
        leave(g, outer, mark);
        add(g, loop);
        return true;
    }
    Loop loop = open_simple_loop(g, length);
    Expr *next = expr_unary(g->arena, "*", expr_step(g->arena, of(g, walker), "++"));
    if (writes)
        set(g, next, "=", value_within(g, 2, narrow));
    else
        set(g, of(g, sum), "+=", bin(g, next, "*", bounded_leaf(g)));
    close_loop(g, &loop);
    return true;
}

bool add_two_buffers(Gen *g)
{
    int length = between(g, 3, 5);
    if (g->loops > 0 || !has_room_for(g, 3 * length))
        return false;
    Var *first = filled_array(g, "old", length, narrow), *second = filled_array(g, "new", length, narrow);
    const Type *pointer = type_pointer(g->arena, &type_double, length);
    if (first->type->of != &type_double || second->type->of != &type_double)
        return true;
    Var *from = declare(g, "from", pointer, narrow, of(g, first)), *to = declare(g, "to", pointer, narrow, of(g, second));
    Loop steps = open_simple_loop(g, between(g, 2, 3)), inner;
    inner = open_loop(g, integer(g, 1), "<", integer(g, length - 1), false, (Range){ 1, length - 2 });
    Expr *left = at(g, from, offset(g, inner.counter, "-", 1)), *right = at(g, from, offset(g, inner.counter, "+", 1));
    Expr *here = at(g, from, of(g, inner.counter));
    Expr *flux = bin(g, num(g, 0.25), "*", bin(g, bin(g, left, "-", bin(g, num(g, 2.0), "*", here)), "+", right));
    set(g, at(g, to, of(g, inner.counter)), "=", chance(g, 50) ? bin(g, here, "+", flux) : sum_of(g, here, call(g, &type_double, "sin", flux, NULL)));
    close_loop(g, &inner);
    if (chance(g, 60)) {
        set(g, at(g, to, integer(g, 0)), "=", at(g, from, integer(g, 0)));
        set(g, at(g, to, integer(g, length - 1)), "=", at(g, from, integer(g, length - 2)));
    }
    Var *kept = new_var(g, "swap", pointer, narrow);
    add(g, stmt_declare(g->arena, kept, of(g, from)));
    set(g, of(g, from), "=", of(g, to));
    set(g, of(g, to), "=", of(g, kept));
    close_loop(g, &steps);
    return true;
}

bool add_linked_list(Gen *g)
{
    int length = between(g, 2, 4);
    if (g->depth > 1 || !has_room_for(g, length))
        return false;
    Record *record = ARENA_NEW(g->arena, Record);
    record->name = arena_printf(g->arena, "struct node_%d", (int)(g->program->seed % BATCH));
    if (g->program->list_record)
        record = g->program->list_record;
    const Type *type = type_record(g->arena, record), *pointer = type_pointer(g->arena, type, 1);
    Member value = { "value", &type_double }, next = { "next", pointer };
    if (!g->program->list_record) {
        VEC_PUSH(g->arena, &record->members, value);
        VEC_PUSH(g->arena, &record->members, next);
        g->program->list_record = record;
    }
    Var *nodes = new_var(g, "nodes", type_array(g->arena, type, length, NULL), narrow);
    add(g, stmt_declare(g->arena, nodes, NULL));
    Var *head = new_var(g, "head", pointer, narrow);
    add(g, stmt_declare(g->arena, head, expr_text(g->arena, pointer, "NULL")));
    Loop loop = open_simple_loop(g, length);
    Expr *node = expr_index(g->arena, of(g, nodes), of(g, loop.counter));
    set(g, expr_member(g->arena, node, &value), "=", value_within(g, 2, narrow));
    set(g, expr_member(g->arena, node, &next), "=", of(g, head));
    set(g, of(g, head), "=", expr_unary(g->arena, "&", node));
    close_loop(g, &loop);
    Var *sum = declare(g, "sum", &type_double, wide, num(g, 0.0));
    Var *walker = new_var(g, "at", pointer, narrow);
    Stmt *walk = stmt_new(g->arena, STMT_FOR);
    walk->start = stmt_declare(g->arena, walker, of(g, head));
    walk->a = of(g, walker);
    walk->b = bin(g, of(g, walker), "=", expr_member(g->arena, of(g, walker), &next));
    block_add(g->arena, &walk->body,
              stmt_set(g->arena, of(g, sum), "+=", bin(g, bounded_leaf(g), "*", expr_member(g->arena, of(g, walker), &value))));
    add(g, walk);
    return true;
}

/* ---- numbers ---- */

bool add_newton(Gen *g)
{
    if (!has_room_for(g, 8))
        return false;
    Var *a = declare(g, "a", &type_double, (Range){ 1, 4 }, bin(g, num(g, 2.0), "+", call(g, &type_double, "sin", real_leaf(g), NULL)));
    Var *x = declare(g, "x", &type_double, (Range){ 0.5, 4 }, num(g, 1.5));
    a->fixed = true;
    Expr *square = bin(g, of(g, x), "*", of(g, x));
    Loop loop = open_simple_loop(g, 6);
    Expr *step = bin(g, bin(g, square, "-", of(g, a)), "/", bin(g, num(g, 2.0), "*", of(g, x)));
    if (chance(g, 50)) {
        Var *dx = declare(g, "dx", &type_double, narrow, step);
        set(g, of(g, x), "-=", of(g, dx));
        Stmt *stop = stmt_if(g->arena, bin(g, call(g, &type_double, "fabs", of(g, dx), NULL), "<", num(g, 1e-3)));
        block_add(g->arena, &stop->body, stmt_text(g->arena, "break;"));
        add(g, stop);
    } else {
        set(g, of(g, x), "=", bin(g, num(g, 0.5), "*", bin(g, of(g, x), "+", bin(g, of(g, a), "/", of(g, x)))));
    }
    x->fixed = true;
    close_loop(g, &loop);
    return true;
}

bool add_horner(Gen *g)
{
    Var *c = find_array(g, 2, false);
    if (!c || !has_room_for(g, c->type->length))
        return false;
    Expr *at_value = call(g, &type_double, "sin", real_leaf(g), NULL);
    Var *x = declare(g, "x", &type_double, (Range){ -1, 1 }, bin(g, num(g, 0.5), "*", at_value));
    Var *p = declare(g, "poly", &type_double, (Range){ -8, 8 }, num(g, 0.0));
    x->fixed = true;
    int length = c->type->length;
    Loop loop = open_loop(g, bin(g, bound_of(g, length), "-", integer(g, 1)), ">=", integer(g, 0), true, (Range){ 0, length - 1 });
    set(g, of(g, p), "=", bin(g, bin(g, of(g, p), "*", of(g, x)), "+", at(g, c, of(g, loop.counter))));
    close_loop(g, &loop);
    p->fixed = true;
    return true;
}

bool add_matrix_vector(Gen *g)
{
    int rows = between(g, 2, 3), columns = between(g, 2, 3);
    Var *m = find_array(g, rows * columns, false), *x = find_array(g, columns, false);
    if (!m || !has_room_for(g, rows * columns))
        return false;
    Var *y = new_var(g, "y", type_array(g->arena, &type_double, rows, NULL), wide);
    add(g, stmt_declare(g->arena, y, expr_list(g->arena, NULL)));
    Loop outer = open_simple_loop(g, rows), inner = open_simple_loop(g, columns);
    Expr *row = bin(g, bin(g, of(g, outer.counter), "*", integer(g, columns)), "+", of(g, inner.counter));
    Expr *product = bin(g, at(g, m, row), "*", at(g, x, of(g, inner.counter)));
    set(g, expr_index(g->arena, of(g, y), of(g, outer.counter)), "+=", product);
    close_loop(g, &inner);
    close_loop(g, &outer);
    see(g, y);
    return true;
}

bool add_largest(Gen *g)
{
    Var *array = find_array(g, 2, false);
    if (!array || !has_room_for(g, array->type->length))
        return false;
    int length = array->type->length;
    Var *best = declare(g, "best", &type_double, narrow, at(g, array, integer(g, 0)));
    Var *where = declare(g, "where", &type_int, (Range){ 0, length - 1 }, integer(g, 0));
    where->fixed = true;
    Loop loop = open_loop(g, integer(g, 1), "<", integer(g, length), false, (Range){ 1, length - 1 });
    loop.counter->type = &type_int;
    Expr *here = expr_index(g->arena, of(g, array), of(g, loop.counter));
    Stmt *stmt = stmt_if(g->arena, bin(g, here, chance(g, 60) ? ">" : "<", of(g, best)));
    block_add(g->arena, &stmt->body, stmt_set(g->arena, of(g, best), "=", here));
    block_add(g->arena, &stmt->body, stmt_set(g->arena, of(g, where), "=", of(g, loop.counter)));
    add(g, stmt);
    close_loop(g, &loop);
    return true;
}

/* ---- index arrays ---- */

/* int order[3] = { 2, 0, 1 }; */
static Var *index_array(Gen *g, int length, int below)
{
    Expr *list = expr_list(g->arena, NULL);
    for (int i = 0; i < length; i++)
        expr_add(list, integer(g, between(g, 0, below - 1)));
    const Type *cell = takes(g, FEATURE_constant_index) ? type_const(g->arena, &type_int) : &type_int;
    Var *var = new_var(g, "order", type_array(g->arena, cell, length, NULL), (Range){ 0, below - 1 });
    add(g, stmt_declare(g->arena, var, list));
    return var;
}

bool add_scatter(Gen *g)
{
    int cells = between(g, 2, 4), length = between(g, 3, 5);
    if (!has_room_for(g, length))
        return false;
    Var *bins = new_var(g, "bins", type_array(g->arena, &type_double, cells, NULL), wide);
    Var *order = index_array(g, length, cells);
    add(g, stmt_declare(g->arena, bins, expr_list(g->arena, NULL)));
    Loop loop = open_simple_loop(g, length);
    Expr *place = expr_index(g->arena, of(g, bins), expr_index(g->arena, of(g, order), of(g, loop.counter)));
    set(g, place, "+=", value_within(g, 2, narrow));
    close_loop(g, &loop);
    see(g, bins);
    return true;
}

bool add_gather(Gen *g)
{
    Var *array = find_array(g, 2, false);
    int length = between(g, 2, 4);
    if (!array || !has_room_for(g, length))
        return false;
    Var *sum = declare(g, "sum", &type_double, wide, num(g, 0.0));
    Var *order = index_array(g, length, array->type->length);
    Loop loop = open_simple_loop(g, length);
    Expr *value = expr_index(g->arena, of(g, array), expr_index(g->arena, of(g, order), of(g, loop.counter)));
    set(g, of(g, sum), "+=", bin(g, value, "*", bounded_leaf(g)));
    close_loop(g, &loop);
    return true;
}

bool add_exchange(Gen *g)
{
    Var *array = find_array(g, 2, true);
    if (!array || !has_room_for(g, array->type->length))
        return false;
    int length = array->type->length;
    if (chance(g, 40)) {      /* the array turned round */
        Loop loop = open_loop(g, integer(g, 0), "<", integer(g, length / 2), false, (Range){ 0, length / 2 - 1 });
        Expr *a = expr_index(g->arena, of(g, array), of(g, loop.counter));
        Expr *b = expr_index(g->arena, of(g, array), bin(g, integer(g, length - 1), "-", of(g, loop.counter)));
        Var *kept = declare(g, "kept", array->type->of, narrow, a);
        set(g, a, "=", b);
        set(g, b, "=", of(g, kept));
        close_loop(g, &loop);
        return true;
    }
    Expr *a = at(g, array, index_within(g, length)), *b = at(g, array, index_within(g, length));
    Stmt *stmt = stmt_if(g->arena, bin(g, a, ">", b));
    int mark;
    Block *outer = enter(g, chance(g, 50) ? &stmt->body : g->block, &mark);
    bool inside = g->block == &stmt->body;
    Var *kept = declare(g, "kept", array->type->of, narrow, a);
    set(g, a, "=", b);
    set(g, b, "=", of(g, kept));
    leave(g, outer, mark);
    if (inside)
        add(g, stmt);
    return true;
}
