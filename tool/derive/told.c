#include "told.h"

#include "ir/walk.h"

/* What is compared with a constant, and how: z > c, c < z, z >= c, c <= z. */
typedef struct Told {
    const Expr *chosen;        /* z */
    const Expr *constant;
    OpKind      op;            /* GT or GE */
} Told;

static bool told_number(const Expr *e, long double *number)
{
    long long integer;

    if (e->op == OP_NEG && told_number(e->args[0], number)) {
        *number = -*number;
        return true;
    }
    if (e->op == OP_REAL)
        *number = e->u.real->value;
    else if (ir_integer(e->op == OP_CAST ? e->args[0] : e, &integer))
        *number = (long double)integer;
    else
        return false;
    return true;
}

static bool told_find(const Expr *cond, Told *told)
{
    long double number;
    bool        less = cond->op == OP_LT || cond->op == OP_LE;

    if (!less && cond->op != OP_GT && cond->op != OP_GE)
        return false;
    told->chosen = cond->args[less];
    told->constant = cond->args[!less];
    told->op = cond->op == OP_LT || cond->op == OP_GT ? OP_GT : OP_GE;
    return told->chosen->op == OP_VAR && told->chosen->u.var->is_register && type_is_real(told->chosen->type) &&
           told_number(told->constant, &number);
}

/* Whether e, where the condition does not hold, is not what the condition asks for. */
static bool told_differs(const Told *told, const Expr *e)
{
    long double number, bound = 0.0L;

    told_number(told->constant, &bound);
    if (told_number(e, &number))
        return told->op == OP_GT ? number <= bound : number < bound;
    if (e->op != OP_MUL || told->op != OP_GT || bound != 0.0L)
        return false;
    return (ir_same(e->args[0], told->chosen) && told_number(e->args[1], &number) && number >= 0.0L) ||
           (ir_same(e->args[1], told->chosen) && told_number(e->args[0], &number) && number >= 0.0L);
}

/* ---- a loop computes it ---- */

typedef struct Computed {
    const Var *var;
    bool       declared, assigned, found;
} Computed;

static void told_look(void *data, Stmt *s)
{
    Computed   *c = data;
    const Expr *target = ir_target(s);

    c->declared |= s->kind == STMT_DECL && s->u.decl.var == c->var;
    c->assigned |= target && target->op == OP_VAR && target->u.var == c->var;
}

static void told_look_in_loop(void *data, Stmt *s)
{
    Computed *all = data, inside = {all->var, false, false, false};

    if (s->kind != STMT_FOR && s->kind != STMT_LOOP)
        return;
    ir_visit_stmts(s->kind == STMT_FOR ? s->u.loop_for.body : s->u.loop.body, told_look, &inside);
    all->found |= inside.assigned && !inside.declared;
}

bool told_by_value(const Derive *d, const Expr *e)
{
    Told     told;
    Computed computed = {0};

    if (e->op != OP_SELECT || !type_is_real(e->type) || !told_find(e->args[0], &told) || !ir_same(e->args[1], told.chosen) ||
        !told_differs(&told, e->args[2]))
        return false;
    computed.var = told.chosen->u.var;
    ir_visit_stmts(d->fn->body, told_look_in_loop, &computed);
    return computed.found;
}

const Expr *told_condition(Derive *d, const Expr *e, const Expr *value)
{
    Told told;

    told_find(e->args[0], &told);
    return ir_binary(d->p, e->args[0]->loc, told.op, value, told.constant);
}
