#include "gather/gather.h"

#include "parts.h"

typedef struct Found {
    VEC(Loop *) loops;
    Gather *g;
} Found;

static bool is_innermost(const Stmt *s)
{
    const Block *body = s->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++)
        if (body->stmts.items[i]->kind != STMT_ASSIGN && body->stmts.items[i]->kind != STMT_DECL)
            return false;
    return body->stmts.count > 0;
}

static void find_loop(void *data, Stmt *s)
{
    Found *found = data;
    Loop  *loop = ARENA_NEW(found->g->arena, Loop);
    if (s->kind == STMT_FOR && is_innermost(s) && loop_read(found->g, s, loop))
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

bool gather_func(Program *p, Func *func)
{
    Gather g = {.p = p, .arena = p->arena, .func = func};
    Found  found = {.g = &g};
    ir_mark_registers(func);
    g.alias = alias_analyze(p->arena, p, func, NULL);
    g.layout = layout_build(p->arena, func, g.alias);
    g.apart = apart_find(p->arena, g.layout, func);
    ir_visit_stmts(func->body, find_loop, &found);
    if (found.loops.count == 0)
        return false;
    ir_replace_stmts(p, func->body, replace, &found);
    return true;
}
