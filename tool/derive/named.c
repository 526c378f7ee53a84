#include "named.h"

#include "registers.h"

/* How a variable gets its values. */
typedef struct Definition {
    const Expr *value;            /* NULL: no expression */
    int         writes;           /* two where there are many */
    VEC(const Expr *) values;     /* of all the writes */
    bool        open;             /* it gets others, too */
    bool        asked;            /* whether they are multiples is being found out */
} Definition;

struct Named {
    Derive *d;
    Map    *definitions;          /* Var -> Definition */
};

/* A walk over expressions: whether all that they read has a fixed value. */
typedef struct Fixed {
    Named *n;
    bool   fixed;
} Fixed;

/* ---- finding ---- */

static void named_write(Named *n, const Var *var, const Expr *value, int writes)
{
    Definition *def = map_get(n->definitions, var);

    if (def == NULL) {
        def = ARENA_NEW(n->d->arena, Definition);
        map_put(n->definitions, var, def);
    }
    def->value = value;
    def->writes += writes;
    if (value)
        VEC_PUSH(n->d->arena, &def->values, value);
    else
        def->open = true;
}

static const Expr *named_value(const Stmt *s)
{
    return s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;
}

static void named_block(Named *n, const Block *b, bool in_loop)
{
    for (int i = 0; i < b->stmts.count; i++) {
        const Stmt *s = b->stmts.items[i];
        const Var  *var = registers_written(s);
        bool        loop = s->kind == STMT_FOR || s->kind == STMT_LOOP;
        Block      *inner[3];
        int         count = ir_stmt_blocks(s, inner);

        if (var)
            named_write(n, var, named_value(s), in_loop || loop ? 2 : 1);
        for (int k = 0; s->kind == STMT_OPAQUE && k < s->u.opaque->writes.count; k++)
            named_write(n, s->u.opaque->writes.items[k], NULL, 2);
        for (int k = 0; k < count; k++)
            named_block(n, inner[k], in_loop || loop);
    }
}

Named *named_find(Derive *d)
{
    Named *n = ARENA_NEW(d->arena, Named);

    n->d = d;
    n->definitions = map_new(d->arena);
    named_block(n, d->fn->body, false);
    return n;
}

/* ---- what a name stands for ---- */

static bool named_is_fixed(Named *n, const Var *var)
{
    const Definition *def = map_get(n->definitions, var);
    int               writes = def ? def->writes : 0;

    return var->is_register && (var->kind == VAR_PARAM ? writes == 0 : var->kind != VAR_GLOBAL && writes == 1);
}

static void named_check(void *data, const Expr *e)
{
    Fixed *f = data;

    if (e->op == OP_VAR && !named_is_fixed(f->n, e->u.var))
        f->fixed = false;
}

static const Expr *named_node(void *data, const Expr *e)
{
    Named            *n = data;
    const Definition *def = e->op == OP_VAR ? map_get(n->definitions, e->u.var) : NULL;
    Fixed             f = {n, true};

    if (def == NULL || def->value == NULL || e->type->canon->kind != TYPE_INT || !named_is_fixed(n, e->u.var) ||
        ir_reads_memory(def->value))
        return e;
    ir_visit_expr(def->value, named_check, &f);
    return f.fixed ? ir_cast(n->d->p, e->loc, e->type, ir_map_expr(n->d->p, def->value, named_node, n), true) : e;
}

const Expr *named_expand(Named *n, const Expr *e)
{
    return ir_map_expr(n->d->p, e, named_node, n);
}

/* ---- multiples ---- */

static bool named_values_are_multiples(const Named *n, const Expr *e, NamedTest *is_unit, void *data, bool narrowed)
{
    Definition *def = e->op == OP_VAR ? map_get(n->definitions, e->u.var) : NULL;
    bool        all = def != NULL && def->values.count > 0;

    if (def == NULL || def->open || !e->u.var->is_register || e->u.var->kind == VAR_PARAM || e->u.var->kind == VAR_GLOBAL)
        return false;
    if (def->asked)                  /* a value that is made from an earlier one is a multiple if that is */
        return true;
    def->asked = true;
    for (int i = 0; i < def->values.count; i++)
        all &= named_is_multiple(n, def->values.items[i], is_unit, data, narrowed);
    def->asked = false;
    return all;
}

bool named_is_multiple(const Named *n, const Expr *e, NamedTest *is_unit, void *data, bool narrowed)
{
    e = narrowed ? ir_uncast(e) : ir_unwidened(e);
    if (is_unit(data, e))
        return true;
    if (e->op == OP_MUL)
        return named_is_multiple(n, e->args[0], is_unit, data, narrowed) || named_is_multiple(n, e->args[1], is_unit, data, narrowed);
    if (e->op == OP_ADD || e->op == OP_SUB)
        return named_is_multiple(n, e->args[0], is_unit, data, narrowed) && named_is_multiple(n, e->args[1], is_unit, data, narrowed);
    if (e->op == OP_SELECT)
        return named_is_multiple(n, e->args[1], is_unit, data, narrowed) && named_is_multiple(n, e->args[2], is_unit, data, narrowed);
    return named_values_are_multiples(n, e, is_unit, data, narrowed);
}
