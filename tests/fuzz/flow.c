#include "gen.h"

/* Loops, branches and jumps. */

/* ---- loops that count ---- */

static bool has_room(const Gen *g, int trips)
{
    return g->depth < 4 && g->budget > 0 && g->trips * trips <= MOST_TRIPS;
}

static void surround(Gen *g, Loop *loop, int trips)
{
    loop->trips = g->trips;
    loop->in_switch = g->in_switch;
    g->trips *= trips > 0 ? trips : 1;
    g->loops++;
    g->in_switch = false;
    loop->outer = enter(g, &loop->stmt->body, &loop->mark);
}

void close_loop(Gen *g, const Loop *loop)
{
    leave(g, loop->outer, loop->mark);
    g->trips = loop->trips;
    g->in_switch = loop->in_switch;
    g->loops--;
    add(g, loop->stmt);
}

static Expr *count_by_one(Gen *g, Var *counter, bool down)
{
    if (chance(g, 12))
        return bin(g, of(g, counter), down ? "-=" : "+=", integer(g, 1));
    if (chance(g, 12))
        return expr_unary(g->arena, down ? "--" : "++", of(g, counter));
    return expr_step(g->arena, of(g, counter), down ? "--" : "++");
}

Loop open_loop(Gen *g, Expr *low, const char *test, Expr *high, bool down, Range range)
{
    static const char *const stems[] = { "i", "i", "j", "k" };
    Loop loop = { .stmt = stmt_new(g->arena, STMT_FOR) };
    const Type *type = !down && low->kind == EXPR_TEXT && high->kind == EXPR_TEXT && takes(g, FEATURE_size_counter) ? &type_size
                                                                                                                     : &type_int;
    loop.counter = new_var(g, stems[between(g, 0, 3)], type, range);
    loop.counter->fixed = true;
    loop.stmt->start = stmt_declare(g->arena, loop.counter, low);
    loop.stmt->a = bin(g, of(g, loop.counter), test, high);
    loop.stmt->b = count_by_one(g, loop.counter, down);
    surround(g, &loop, (int)(range.high - range.low) + 1);
    see(g, loop.counter);
    return loop;
}

Loop open_simple_loop(Gen *g, int length)
{
    Range range = { 0, length - 1 };
    Expr *bound = bound_of(g, length);
    if (chance(g, 12))
        return open_loop(g, bin(g, bound, "-", integer(g, 1)), ">=", integer(g, 0), true, range);
    if (bound->kind == EXPR_VAR && chance(g, 10))
        return open_loop(g, integer(g, 0), "<=", bin(g, bound, "-", integer(g, 1)), false, range);
    return open_loop(g, integer(g, 0), "<", bound, false, range);
}

static int some_length(Gen *g)
{
    const Var *size = find_size(g, 1, 6);
    return size && chance(g, 75) ? (int)size->range.low : between(g, 2, 4);
}

static void fill(Gen *g, Loop *loop)
{
    int mark = g->scope.vars.count;
    g->depth--;
    add_some(g, g->block, between(g, 1, 3));
    g->depth++;
    g->scope.vars.count = mark;
    close_loop(g, loop);
}

/* A bound that is zero in the call that is made: the body must compile, and does nothing. */
static bool add_empty_loop(Gen *g)
{
    Var *none = find_size(g, 0, 0);
    if (!none)
        return false;
    bool down = chance(g, 40);
    Expr *last = down ? bin(g, of(g, none), "-", integer(g, 1)) : NULL;
    Loop loop = down ? open_loop(g, last, ">=", integer(g, 0), true, (Range){ 0, 0 })
                     : open_loop(g, integer(g, 0), "<", of(g, none), false, (Range){ 0, 0 });
    fill(g, &loop);
    count_feature(g, FEATURE_zero_trips);
    return true;
}

bool add_loop_up(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length))
        return false;
    if (chance(g, feature_weights[FEATURE_zero_trips]) && add_empty_loop(g))
        return true;
    int   first = chance(g, 25) && length > 1 ? 1 : 0;
    Expr *bound = bound_of(g, length);
    const char *test = bound->kind == EXPR_VAR && chance(g, 10) ? "!=" : "<";
    Loop  loop = open_loop(g, integer(g, first), test, bound, false, (Range){ first, length - 1 });
    fill(g, &loop);
    return true;
}

bool add_loop_down(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length))
        return false;
    Range range = { 0, length - 1 };
    Expr *bound = bound_of(g, length);
    if (chance(g, 30)) {      /* for (int i = n; i-- > 0;) */
        Loop loop = open_loop(g, bound, ">", integer(g, 0), true, range);
        loop.stmt->a = bin(g, expr_step(g->arena, of(g, loop.counter), "--"), ">", integer(g, 0));
        loop.stmt->b = NULL;
        fill(g, &loop);
        return true;
    }
    Loop loop = open_loop(g, bin(g, bound, "-", integer(g, 1)), ">=", integer(g, 0), true, range);
    fill(g, &loop);
    return true;
}

bool add_loop_step(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length))
        return false;
    Loop loop = open_loop(g, integer(g, between(g, 0, 1)), "<", bound_of(g, length), false, (Range){ 0, length > 1 ? length - 1 : 1 });
    loop.stmt->b = bin(g, of(g, loop.counter), "+=", integer(g, 2));
    fill(g, &loop);
    return true;
}

bool add_loop_inner(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length * length))
        return false;
    Loop outer = open_simple_loop(g, length);
    Range range = { 0, length - 1 };
    Expr *first = of(g, outer.counter);
    if (outer.counter->type == &type_size || chance(g, 60)) {
        Loop inner = open_loop(g, integer(g, 0), chance(g, 50) ? "<" : "<=", first, false, range);
        inner.counter->type = outer.counter->type;
        fill(g, &inner);
    } else {
        Expr *low = chance(g, 50) ? bin(g, first, "+", integer(g, 1)) : first;
        Loop inner = open_loop(g, low, "<", bound_of(g, length), false, range);
        fill(g, &inner);
    }
    if (chance(g, 50))
        add_set_place(g);
    close_loop(g, &outer);
    return true;
}

/* ---- loops with a counter of their own ---- */

/* int k = 0; before the loop, k++ at the start or end of its body. */
static Loop open_counted(Gen *g, StmtKind kind, int trips)
{
    Loop loop = { .stmt = stmt_new(g->arena, kind) };
    loop.counter = declare(g, "k", &type_int, (Range){ 0, trips }, integer(g, 0));
    loop.counter->fixed = true;
    surround(g, &loop, trips);
    return loop;
}

/* The body has no `continue` that would leave the step out: it comes first, or is part of the condition. */
static void fill_counted(Gen *g, Loop *loop)
{
    add(g, stmt_expr(g->arena, expr_step(g->arena, of(g, loop->counter), "++")));
    fill(g, loop);
}

bool add_loop_while(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length))
        return false;
    Loop loop = open_counted(g, STMT_WHILE, length);
    loop.stmt->a = bin(g, of(g, loop.counter), "<", bound_of(g, length));
    fill_counted(g, &loop);
    return true;
}

bool add_loop_do(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length))
        return false;
    Loop loop = open_counted(g, STMT_DO, length);
    loop.stmt->a = bin(g, of(g, loop.counter), "<", bound_of(g, length));
    if (chance(g, 40))
        loop.stmt->a = bin(g, loop.stmt->a, "&&", active_condition(g));
    fill_counted(g, &loop);
    return true;
}

/* A value that gets smaller, at most so many times. */
bool add_loop_active(Gen *g)
{
    if (!has_room(g, 6))
        return false;
    Var *rest = declare(g, "rest", &type_double, narrow, value_within(g, 2, narrow));
    Loop loop = open_counted(g, STMT_WHILE, 6);
    loop.stmt->a = bin(g, bin(g, of(g, rest), ">", num(g, 0.05)), "&&", bin(g, of(g, loop.counter), "<", integer(g, 6)));
    rest->fixed = true;
    Expr *factor = chance(g, 50) ? num(g, 0.5) : bin(g, num(g, 0.5), "+", bin(g, num(g, 0.3), "*", bounded_leaf(g)));
    set(g, of(g, rest), "*=", factor);
    fill_counted(g, &loop);
    rest->fixed = false;
    return true;
}

bool add_loop_forever(Gen *g)
{
    if (!has_room(g, 6))
        return false;
    Loop loop = open_counted(g, STMT_FOR, 6);
    Stmt *stop = stmt_if(g->arena, bin(g, active_condition(g), "||", bin(g, of(g, loop.counter), ">", integer(g, 4))));
    block_add(g->arena, &stop->body, stmt_text(g->arena, "break;"));
    add(g, stop);
    fill_counted(g, &loop);
    return true;
}

/* ---- branches ---- */

static void add_branch(Gen *g, Block *block)
{
    add_some(g, block, between(g, 1, 2));
}

bool add_if_one(Gen *g)
{
    if (g->depth >= 4 || g->budget <= 0)
        return false;
    Stmt *stmt = stmt_if(g->arena, condition(g));
    add_branch(g, &stmt->body);
    add(g, stmt);
    return true;
}

bool add_if_else(Gen *g)
{
    if (g->depth >= 4 || g->budget <= 0)
        return false;
    Stmt *stmt = stmt_if(g->arena, condition(g));
    add_branch(g, &stmt->body);
    add_branch(g, &stmt->other);
    add(g, stmt);
    return true;
}

bool add_if_chain(Gen *g)
{
    if (g->depth >= 3 || g->budget <= 1)
        return false;
    Stmt *first = stmt_if(g->arena, condition(g)), *second = stmt_if(g->arena, condition(g));
    add_branch(g, &first->body);
    add_branch(g, &second->body);
    add_branch(g, &second->other);
    block_add(g->arena, &first->other, second);
    add(g, first);
    return true;
}

/* On an integer that is known, or on a real cut off. */
static Expr *switch_value(Gen *g)
{
    Expr *index = index_within(g, 4);
    if (chance(g, 60) && index->kind != EXPR_TEXT)
        return bin(g, index, "%", integer(g, 3));
    return expr_cast(g->arena, &type_int, bin(g, num(g, 3.0), "*", value_within(g, 1, (Range){ -1, 1 })));
}

bool add_switch_on(Gen *g)
{
    if (g->depth >= 3 || g->budget <= 1)
        return false;
    Stmt *stmt = stmt_new(g->arena, STMT_SWITCH);
    stmt->a = switch_value(g);
    bool outside = g->in_switch;
    int  count = between(g, 2, 3);
    g->in_switch = true;
    for (int i = 0; i < count; i++) {
        Stmt *branch = stmt_new(g->arena, STMT_CASE);
        branch->text = i == count - 1 && chance(g, 70) ? "default:" : arena_printf(g->arena, "case %d:", i);
        Stmt *inside = stmt_new(g->arena, STMT_BLOCK);
        add_branch(g, &inside->body);
        block_add(g->arena, &branch->body, inside);
        bool ends = i == count - 1 || chance(g, 75);
        block_add(g->arena, &branch->body, stmt_text(g->arena, ends ? "break;" : "/* fall through */"));
        block_add(g->arena, &stmt->body, branch);
    }
    g->in_switch = outside;
    add(g, stmt);
    return true;
}

bool add_block_scope(Gen *g)
{
    if (g->depth >= 4 || g->budget <= 0)
        return false;
    Stmt *stmt = stmt_new(g->arena, STMT_BLOCK);
    int   mark;
    Expr *value = value_within(g, 2, narrow);
    Block *outer = enter(g, &stmt->body, &mark);
    Var *inner = declare(g, "inner", &type_double, narrow, value);
    add_some(g, &stmt->body, between(g, 1, 2));
    leave(g, outer, mark);
    for (int i = 0; i < g->scope.vars.count && !g->program->own_names; i++) {      /* a name that is hidden, and not meant */
        const Var *hidden = g->scope.vars.items[i];
        if (hidden->type == &type_double && hidden->kind == VAR_LOCAL && !stmt_uses(g->arena, stmt, hidden))
            inner->name = hidden->name;
    }
    add(g, stmt);
    return true;
}

/* ---- jumps ---- */

static bool add_jump(Gen *g, const char *text)
{
    if (g->loops == 0 || g->in_switch || g->depth >= 5)
        return false;
    Stmt *stmt = stmt_if(g->arena, condition(g));
    block_add(g->arena, &stmt->body, stmt_text(g->arena, text));
    add(g, stmt);
    return true;
}

bool add_leave_loop(Gen *g)
{
    return add_jump(g, "break;");
}

bool add_next_round(Gen *g)
{
    return add_jump(g, "continue;");
}

/* Two loops, left at once: by goto, or by a flag. */
bool add_leave_nested(Gen *g)
{
    int length = some_length(g);
    if (!has_room(g, length * 2) || g->depth > 2)
        return false;
    const char *label = fresh_name(g, "done");
    g->func->plain = false;
    Loop  outer = open_simple_loop(g, length), inner = open_simple_loop(g, 2);
    Stmt *stmt = stmt_if(g->arena, active_condition(g));
    block_add(g->arena, &stmt->body, stmt_text(g->arena, arena_printf(g->arena, "goto %s;", label)));
    if (chance(g, 50))
        add_set_place(g);
    add(g, stmt);
    add_set_place(g);
    close_loop(g, &inner);
    close_loop(g, &outer);
    add(g, stmt_text(g->arena, arena_printf(g->arena, "%s:;", label)));
    return true;
}

bool add_leave_function(Gen *g)
{
    if (g->depth == 0 || g->depth >= 5)
        return false;
    Stmt *stmt = stmt_if(g->arena, active_condition(g));
    int mark;
    Block *outer = enter(g, &stmt->body, &mark);
    bool real = g->func->result->kind == TYPE_REAL;
    if (!real && g->func->result->kind != TYPE_VOID) {
        leave(g, outer, mark);
        return false;
    }
    free_owned_after(g, real ? value_within(g, 2, narrow) : NULL);
    leave(g, outer, mark);
    g->func->plain = false;
    add(g, stmt);
    return true;
}
