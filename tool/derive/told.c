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
    Map *declared;         /* Var -> the innermost loop around its declaration; none: outside all loops */
    Map *computed;         /* Var -> itself: a loop assigns it that its declaration is not in */
} Computed;

static void told_look(const Computed *c, const Block *block, Stmt *loop)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        const Expr *target = ir_target(s);
        Var        *var = target && target->op == OP_VAR ? target->u.var : NULL;
        Block      *inner[3];

        if (s->kind == STMT_DECL)
            map_put(c->declared, s->u.decl.var, loop);
        if (var && map_get(c->declared, var) != loop)
            map_put(c->computed, var, var);
        for (int k = ir_stmt_blocks(s, inner) - 1; k >= 0; k--)
            told_look(c, inner[k], s->kind == STMT_FOR || s->kind == STMT_LOOP ? s : loop);
    }
}

static bool told_is_computed(Derive *d, const Var *var)
{
    if (d->computed == NULL) {
        d->computed = map_new(d->arena);
        told_look(&(Computed){map_new(d->arena), d->computed}, d->fn->body, NULL);
    }
    return map_get(d->computed, var) != NULL;
}

bool told_by_value(Derive *d, const Expr *e)
{
    Told told;

    return e->op == OP_SELECT && type_is_real(e->type) && told_find(e->args[0], &told) && ir_same(e->args[1], told.chosen) &&
           told_differs(&told, e->args[2]) && told_is_computed(d, told.chosen->u.var);
}

const Expr *told_condition(Derive *d, const Expr *e, const Expr *value)
{
    Told told;

    told_find(e->args[0], &told);
    return ir_binary(d->p, e->args[0]->loc, told.op, value, told.constant);
}
