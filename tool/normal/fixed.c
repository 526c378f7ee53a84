#include "parts.h"

static void note_written(void *data, Stmt *s)
{
    Assigned    *w = data;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    w->times += place && place->op == OP_VAR && place->u.var == w->var;
    w->otherwise |= (s->kind == STMT_CALL && s->u.call.place && ir_root_var(s->u.call.place) == w->var)
        || (s->kind == STMT_FOR && s->u.loop_for.var == w->var) || (s->kind == STMT_DECL && s->u.decl.var == w->var);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->writes.count; i++)
        w->otherwise |= s->u.opaque->writes.items[i] == w->var;
}

Assigned normal_assigned(const Block *block, const Var *var)
{
    Assigned w = {var, 0, false};
    ir_visit_stmts(block, note_written, &w);
    return w;
}

bool normal_is_fixed_var(const Block *block, const Var *var)
{
    Assigned w = normal_assigned(block, var);
    return var->is_register && w.times == 0 && !w.otherwise;
}

typedef struct Fixed {
    const Block *block;
    bool         ok;
} Fixed;

static void note_fixed(void *data, const Expr *e)
{
    Fixed *f = data;
    if (e->op == OP_VAR)
        f->ok = f->ok && normal_is_fixed_var(f->block, e->u.var);
    else
        f->ok = f->ok && e->op != OP_CALL && e->op != OP_OPAQUE && !(op_info[e->op].flags & OPF_PLACE);
}

bool normal_is_fixed(const Block *block, const Expr *e)
{
    Fixed f = {block, true};
    ir_visit_expr(e, note_fixed, &f);
    return f.ok;
}

bool normal_is_begun(const Block *block, int at, const Var *var)
{
    for (int i = at - 1; i >= 0; i--) {
        const Stmt *s = block->stmts.items[i];
        const Expr *target = ir_target(s);
        if ((s->kind == STMT_DECL && s->u.decl.var == var) || (target && target->op == OP_VAR && target->u.var == var))
            return true;
    }
    return false;
}
