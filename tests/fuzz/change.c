#include "change.h"

#include <string.h>

const char *const change_names[CHANGES] = { "names", "dead code", "unrolled", "assignments", "inlined", "scaled" };

typedef struct Changer {
    Program *program;
    Random  *random;
    int      done;
    int      number;          /* of a name */
    VEC(Var *) named;
} Changer;

static Walk walk_with(Changer *c)
{
    return (Walk){ .data = c, .arena = c->program->arena };
}

/* ---- names ---- */

static void name_var(Changer *c, Var *var)
{
    for (int i = 0; i < c->named.count; i++)
        if (c->named.items[i] == var)
            return;
    VEC_PUSH(c->program->arena, &c->named, var);
    if (var->pinned || var->kind == VAR_GLOBAL)
        return;
    var->name = arena_printf(c->program->arena, "z_%d", ++c->number);
    c->done++;
}

static void name_params(Walk *walk, Func *func)
{
    Changer *c = walk->data;
    c->number = 0;
    for (int i = 0; i < func->params.count; i++)
        name_var(c, func->params.items[i]);
}

static void name_locals(Walk *walk, Block *block)
{
    for (int i = 0; i < block->list.count; i++) {
        const Stmt *stmt = block->list.items[i];
        if (stmt->var)
            name_var(walk->data, stmt->var);
        if (stmt->start && stmt->start->var)
            name_var(walk->data, stmt->start->var);
    }
}

static void change_names_of(Changer *c)
{
    Walk walk = walk_with(c);
    walk.func = name_params;
    walk.block = name_locals;
    walk_program(&walk, c->program);
}

/* ---- dead code ---- */

/* double unused = 0.5 * v; behind the declaration of v, and perhaps unused += unused * v. */
static void add_dead(Walk *walk, Block *block)
{
    Changer *c = walk->data;
    Arena *arena = c->program->arena;
    for (int i = 0; i < block->list.count; i++) {
        Stmt *stmt = block->list.items[i];
        if (stmt->kind != STMT_DECL || !stmt->a || stmt->var->type != &type_double || !random_chance(c->random, 50))
            continue;
        Var *var = ARENA_NEW(arena, Var);
        *var = (Var){ .name = arena_printf(arena, "unused%d", ++c->number), .type = &type_double };
        Expr *value = expr_binary(arena, expr_real(arena, 0.5), "*", expr_var(arena, stmt->var));
        block_insert(arena, block, i + 1, stmt_declare(arena, var, value));
        Expr *again = expr_add(expr_call(arena, &type_double, NULL, "sin"), expr_var(arena, var));
        block_insert(arena, block, i + 2, stmt_set(arena, expr_var(arena, var), "=", again));
        Stmt *branch = stmt_if(arena, expr_binary(arena, expr_var(arena, var), ">", expr_real(arena, 0.3)));
        block_add(arena, &branch->body, stmt_set(arena, expr_var(arena, var), "-=", expr_var(arena, stmt->var)));
        block_insert(arena, block, i + 3, branch);
        i += 3;
        c->done++;
    }
}

/* ---- unrolled loops ---- */

static bool has_jump(const Block *block)
{
    for (int i = 0; i < block->list.count; i++) {
        const Stmt *stmt = block->list.items[i];
        bool jumps = stmt->kind == STMT_TEXT && (strcmp(stmt->text, "break;") == 0 || strcmp(stmt->text, "continue;") == 0 || strchr(stmt->text, ':'));
        if (jumps || has_jump(&stmt->body) || has_jump(&stmt->other))
            return true;
    }
    return false;
}

/* for (int i = low; i < high; i++) with numbers; the number of rounds, or -1. */
static int rounds_of(const Stmt *stmt)
{
    if (stmt->kind != STMT_FOR || !stmt->start || !stmt->a || !stmt->b || stmt->b->kind != EXPR_STEP || strcmp(stmt->b->text, "++") != 0)
        return -1;
    const Expr *low = stmt->start->a, *high = stmt->a->args[1];
    if (!low || low->kind != EXPR_TEXT || high->kind != EXPR_TEXT || strcmp(stmt->a->text, "<") != 0 || has_jump(&stmt->body))
        return -1;
    return (int)(high->range.low - low->range.low);
}

/* { int i = 0; body } { int i = 1; body } … */
static void unroll(Arena *arena, Stmt *stmt, int rounds)
{
    Block all = { 0 };
    for (int k = 0; k < rounds; k++) {
        Stmt *round = stmt_new(arena, STMT_BLOCK);
        Expr *value = expr_int(arena, (int)stmt->start->a->range.low + k);
        block_add(arena, &round->body, stmt_declare(arena, stmt->start->var, value));
        for (int i = 0; i < stmt->body.list.count; i++)
            block_add(arena, &round->body, stmt->body.list.items[i]);
        block_add(arena, &all, round);
    }
    *stmt = (Stmt){ .kind = STMT_BLOCK, .body = all };
}

static bool uses_counter(Changer *c, const Stmt *loop)
{
    for (int i = 0; i < loop->body.list.count; i++)
        if (stmt_uses(c->program->arena, loop->body.list.items[i], loop->start->var))
            return true;
    return false;
}

static void unroll_loops(Walk *walk, Block *block)
{
    Changer *c = walk->data;
    for (int i = 0; i < block->list.count; i++) {
        Stmt *stmt = block->list.items[i];
        int rounds = rounds_of(stmt);
        if (rounds < 0 || rounds > 6 || !uses_counter(c, stmt) || !random_chance(c->random, 70))
            continue;
        unroll(c->program->arena, stmt, rounds);
        c->done++;
    }
}

/* ---- a += b ---- */

static bool has_effect(const Expr *expr)
{
    bool effect = expr->kind == EXPR_STEP || expr->kind == EXPR_CALL;
    for (int i = 0; i < expr->count; i++)
        effect |= has_effect(expr->args[i]);
    return effect;
}

static void spell_out(Walk *walk, Expr **place, bool is_place)
{
    Changer *c = walk->data;
    Expr *expr = *place;
    (void)is_place;
    bool compound = expr->kind == EXPR_BINARY && expr->text[1] == '=' && strchr("+-*/", expr->text[0]);
    if (!compound || expr->args[0]->type->kind != TYPE_REAL || has_effect(expr->args[0]))
        return;
    Arena *arena = c->program->arena;
    Expr *value = expr_binary(arena, expr->args[0], arena_strndup(arena, expr->text, 1), expr->args[1]);
    *place = expr_binary(arena, expr->args[0], "=", value);
    c->done++;
}

/* ---- functions put where they are called ---- */

static void note_call(Walk *walk, Expr **place, bool is_place)
{
    (void)is_place;
    if ((*place)->callee)
        *(bool *)walk->data = true;
}

/* It calls no other function: what is put in here may not be changed itself, since it stands in two places. */
static bool is_plain(Arena *arena, Func *func)
{
    Block *body = &func->body;
    bool calls = false;
    Walk walk = { .data = &calls, .expr = note_call, .arena = arena };
    walk_body(&walk, body);
    if (calls)
        return false;
    if (!func->plain || func->params.count == 0 || body->list.count == 0 || func->result->kind != TYPE_REAL)
        return false;
    return body->list.items[body->list.count - 1]->kind == STMT_RETURN && !strstr(func->name, "twice");
}

/* The call that is all of a statement's value: v = h(…), double v = h(…). */
static Expr **called(Stmt *stmt)
{
    if (stmt->kind == STMT_DECL && stmt->a && stmt->a->kind == EXPR_CALL && stmt->a->callee)
        return &stmt->a;
    bool sets = stmt->kind == STMT_EXPR && stmt->a->kind == EXPR_BINARY && strcmp(stmt->a->text, "=") == 0;
    Expr *value = sets ? stmt->a->args[1] : NULL;
    return value && value->kind == EXPR_CALL && value->callee ? &stmt->a->args[1] : NULL;
}

/* double result; { parameters = arguments; the body; result = value; }; then the statement with `result`. */
static void put_in(Changer *c, Block *block, int i, Expr **call)
{
    Arena *arena = c->program->arena;
    Func *func = (*call)->callee;
    Var *result = ARENA_NEW(arena, Var);
    *result = (Var){ .name = arena_printf(arena, "inlined%d", ++c->number), .type = func->result };
    Stmt *inside = stmt_new(arena, STMT_BLOCK);
    for (int k = 0; k < func->params.count; k++)
        block_add(arena, &inside->body, stmt_declare(arena, func->params.items[k], (*call)->args[k]));
    int last = func->body.list.count - 1;
    for (int k = 0; k < last; k++)
        block_add(arena, &inside->body, func->body.list.items[k]);
    block_add(arena, &inside->body, stmt_set(arena, expr_var(arena, result), "=", func->body.list.items[last]->a));
    *call = expr_var(arena, result);
    block_insert(arena, block, i, stmt_declare(arena, result, NULL));
    block_insert(arena, block, i + 1, inside);
    c->done++;
}

static void inline_calls(Walk *walk, Block *block)
{
    Changer *c = walk->data;
    for (int i = 0; i < block->list.count && c->done < 6; i++) {
        Expr **call = called(block->list.items[i]);
        if (!call || !is_plain(c->program->arena, (*call)->callee))
            continue;
        put_in(c, block, i, call);
        i += 2;
    }
}

/* ---- scaled ---- */

static void scale_returns(Changer *c, Block *block)
{
    Arena *arena = c->program->arena;
    for (int i = 0; i < block->list.count; i++) {
        Stmt *stmt = block->list.items[i];
        if (stmt->kind == STMT_RETURN && stmt->a) {
            stmt->a = expr_binary(arena, expr_real(arena, 4.0), "*", stmt->a);
            c->done++;
        }
        scale_returns(c, &stmt->body);
        scale_returns(c, &stmt->other);
    }
}

bool change_program(Program *program, Change change, Random *random, double *factor)
{
    Changer c = { .program = program, .random = random };
    Walk walk = walk_with(&c);
    *factor = 1;
    switch (change) {
    case CHANGE_NAMES:
        change_names_of(&c);
        return c.done > 0;
    case CHANGE_DEAD_CODE:
        walk.block = add_dead;
        break;
    case CHANGE_UNROLLED:
        walk.block = unroll_loops;
        break;
    case CHANGE_ASSIGNMENTS:
        walk.expr = spell_out;
        break;
    case CHANGE_INLINED:
        if (!program->own_names)
            return false;
        walk.block = inline_calls;
        break;
    default:
        if (program->has_outputs || program->main->result->kind != TYPE_REAL)
            return false;
        *factor = 4;
        scale_returns(&c, &program->main->body);
        return c.done > 0;
    }
    walk_program(&walk, program);
    return c.done > 0;
}
