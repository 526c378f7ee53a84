#include "parts.h"

/* Replaces variables while a body is copied. */
typedef struct Copy {
    Program *p;
    Func    *into;
    Map     *map;      /* Var -> Var */
} Copy;

static const Expr *copy_node(void *data, const Expr *e);

/* The type of a variable-length array mentions variables, too. */
static const Type *copy_type(Copy *c, const Type *type)
{
    const Expr *length;

    if (type->kind != TYPE_ARRAY || !type_is_vla(type))
        return type;
    length = type->u.array.length ? ir_map_expr(c->p, type->u.array.length, copy_node, c) : NULL;
    return type_array(c->p, copy_type(c, type->u.array.elem), type->u.array.count, length);
}

/* Locals are assigned behind their declarations, so they lose const; restrict says nothing in other places. */
static const Type *copy_plain(Copy *c, const Type *type)
{
    return type->quals & (TYPE_CONST | TYPE_RESTRICT)
               ? type_qualified(c->p, type_unqualified(c->p, type), type->quals & TYPE_VOLATILE)
               : type;
}

static Var *copy_var(Copy *c, Var *var)
{
    Var *copy;

    if (var->kind == VAR_GLOBAL)
        return var;
    copy = map_get(c->map, var);
    if (copy)
        return copy;
    copy = ir_new_var(c->p, c->into, var->kind == VAR_PARAM ? VAR_LOCAL : var->kind, var->name,
                      copy_plain(c, copy_type(c, var->type)), var->loc);
    copy->inactive = var->inactive;
    copy->is_register = var->is_register;
    copy->pinned = var->pinned;
    copy->size = var->size;
    map_put(c->map, var, copy);
    return copy;
}

static Opaque *copy_opaque(Copy *c, const Opaque *opaque)
{
    Opaque *copy = ARENA_NEW(c->p->arena, Opaque);

    *copy = *opaque;
    copy->vars.items = NULL;
    copy->writes.items = NULL;
    copy->reaches.items = NULL;
    copy->vars.count = copy->vars.room = copy->writes.count = copy->writes.room = 0;
    copy->reaches.count = copy->reaches.room = 0;
    for (int i = 0; i < opaque->vars.count; i++)
        VEC_PUSH(c->p->arena, &copy->vars, copy_var(c, opaque->vars.items[i]));
    for (int i = 0; i < opaque->writes.count; i++)
        VEC_PUSH(c->p->arena, &copy->writes, copy_var(c, opaque->writes.items[i]));
    for (int i = 0; i < opaque->reaches.count; i++)
        VEC_PUSH(c->p->arena, &copy->reaches, copy_var(c, opaque->reaches.items[i]));
    return copy;
}

static const Expr *copy_node(void *data, const Expr *e)
{
    Copy *c = data;

    if (e->op == OP_VAR)
        return ir_var(c->p, e->loc, copy_var(c, e->u.var));
    if (e->op == OP_OPAQUE)
        return ir_opaque(c->p, e->loc, e->type, copy_opaque(c, e->u.opaque));
    return e;
}

static void copy_vars(void *data, Stmt *s)
{
    Copy *c = data;

    if (s->kind == STMT_DECL)
        s->u.decl.var = copy_var(c, s->u.decl.var);
    else if (s->kind == STMT_FOR)
        s->u.loop_for.var = copy_var(c, s->u.loop_for.var);
    else if (s->kind == STMT_OPAQUE)
        s->u.opaque = copy_opaque(c, s->u.opaque);
}

Block *copy_body(Program *p, Func *into, const Block *body, Map *map)
{
    Copy   c = {p, into, map};
    Block *copy = ir_clone_block(p, body);

    ir_visit_stmts(copy, copy_vars, &c);
    ir_map_block_exprs(p, copy, copy_node, &c);
    return copy;
}

Func *copy_func(Program *p, const Func *func)
{
    Func *copy = ARENA_NEW(p->arena, Func);
    Map  *map = map_new(p->arena);

    *copy = *func;
    copy->params.items = NULL;
    copy->params.count = copy->params.room = 0;
    copy->vars.items = NULL;
    copy->vars.count = copy->vars.room = 0;
    copy->var_count = 0;
    for (int i = 0; i < func->params.count; i++) {
        Var *param = func->params.items[i];
        Var *twin = ir_new_var(p, copy, VAR_PARAM, param->name, param->type, param->loc);

        twin->inactive = param->inactive;
        twin->is_register = param->is_register;
        twin->size = param->size;
        map_put(map, param, twin);
        VEC_PUSH(p->arena, &copy->params, twin);
    }
    copy->body = copy_body(p, copy, func->body, map);
    return copy;
}
