#include "gather/gather.h"

#include "parts.h"

typedef struct Found {
    VEC(Loop *) loops;
    Gather *g;
} Found;

/* A nest, or an innermost loop of none. */
static void find_loop(void *data, Stmt *s)
{
    Found *found = data;
    Loop  *loop = ARENA_NEW(found->g->arena, Loop);
    for (int i = 0; i < found->loops.count; i++)
        if (found->loops.items[i]->inner == s)
            return;
    if (s->kind == STMT_FOR && (ir_only_assigns(s) || loop_within(s)) && loop_read(found->g, s, loop))
        VEC_PUSH(found->g->arena, &found->loops, loop);
}

static bool replace(void *data, Block *out, Stmt *s)
{
    Found *found = data;
    for (int i = 0; i < found->loops.count; i++) {
        if (found->loops.items[i]->stmt == s) {
            loop_write(found->g, found->loops.items[i], out);
            return true;
        }
    }
    return false;
}

/* x[…] = x[…] ± …: the x, or NULL. */
static const Var *added_to(const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    if (!place || place->op != OP_INDEX || (s->u.assign.value->op != OP_ADD && s->u.assign.value->op != OP_SUB))
        return NULL;
    return ir_base_var(place);
}

/* Whether a loop adds to one array in two places: the others are not worth a look at where pointers lead. */
static void find_candidate(void *data, Stmt *s)
{
    bool *found = data;
    if (*found || !ir_only_assigns(s))
        return;
    const Block *body = s->u.loop_for.body;
    for (int i = 0; i < body->stmts.count && !*found; i++)
        for (int k = 0; k < i && added_to(body->stmts.items[i]) && !*found; k++)
            *found = added_to(body->stmts.items[k]) && added_to(body->stmts.items[i]) == added_to(body->stmts.items[k]);
}

bool gather_func(Program *p, Func *func)
{
    Gather g = {.p = p, .func = func};
    Found  found = {.g = &g};
    bool   any = false;
    ir_mark_registers(func);
    ir_visit_stmts(func->body, find_candidate, &any);
    if (!any)
        return false;
    g.arena = arena_new();
    g.alias = alias_analyze(g.arena, p, func, NULL);
    g.layout = layout_build(g.arena, func, g.alias);
    g.apart = apart_find(g.arena, g.layout, func);
    ir_visit_stmts(func->body, find_loop, &found);
    any = found.loops.count > 0;
    if (any && ir_replace_stmts(p, func->body, replace, &found))
        ir_drop_unused(p, g.arena, func);
    arena_free(g.arena);
    return any;
}
