#include "parts.h"

/* Copies of functions and bodies: statements are cloned, expressions rebuilt where they mention a variable. */

typedef struct Copy {
    Program *p;
    Func    *into;
    Map     *map;      /* Var to the const Expr that stands for it */
} Copy;

static const Expr *copy_node(void *data, const Expr *e);

/* A variable-length array's type mentions variables, at any depth below pointers. */
static const Type *mapped_type(Copy *c, const Type *type)
{
    if (type->kind != TYPE_ARRAY && type->kind != TYPE_POINTER)
        return type;
    const Type *elem = mapped_type(c, type_elem(type));
    if (type->kind == TYPE_POINTER)
        return elem == type_elem(type) ? type : type_qualified(c->p, type_pointer(c->p, elem), type->quals);
    const Expr *length = type->u.array.length;
    if (length)
        length = ir_map_expr(c->p, length, copy_node, c);
    if (elem == type->u.array.elem && length == type->u.array.length)
        return type;
    return type_array(c->p, elem, type->u.array.count, length);
}

Var *copy_var(Program *p, Func *into, const Var *var, const Type *type)
{
    bool        plain = !(type->quals & (TYPE_CONST | TYPE_RESTRICT));
    const Type *bare = plain ? type : type_qualified(p, type_unqualified(p, type), type->quals & TYPE_VOLATILE);
    VarKind     kind = var->kind == VAR_PARAM ? VAR_LOCAL : var->kind;
    Var        *copy = ir_new_var(p, into, kind, var->name, bare, var->loc);
    copy->inactive = var->inactive;
    copy->is_register = var->is_register;
    copy->pinned = var->pinned;
    copy->is_shadow = var->is_shadow;
    copy->is_kept = var->is_kept;
    return copy;
}

/* Whether the variable is the new function's already: *p with p = &x has become x. */
static bool is_own(const Func *func, const Var *var)
{
    return var->id < func->vars.count && func->vars.items[var->id] == var;
}

/* What stands for a variable: a new one, unless there is something already. */
static const Expr *stand_in(Copy *c, Var *var, Loc loc)
{
    const Expr *known = var->kind == VAR_GLOBAL ? NULL : map_get(c->map, var);
    if (known)
        return known->op == OP_VAR ? ir_var(c->p, loc, known->u.var) : known;
    if (var->kind == VAR_GLOBAL || is_own(c->into, var))
        return ir_var(c->p, loc, var);
    const Expr *made = ir_var(c->p, loc, copy_var(c->p, c->into, var, mapped_type(c, var->type)));
    map_put(c->map, var, (void *)made);
    return made;
}

static Var *var_of(Copy *c, Var *var)
{
    const Expr *e = stand_in(c, var, var->loc);
    ENSURE(e->op == OP_VAR);
    return e->u.var;
}

static Opaque *copy_opaque(Copy *c, const Opaque *opaque)
{
    Arena  *arena = c->p->arena;
    Opaque *copy = ARENA_NEW(arena, Opaque);
    copy->plain = opaque->plain;
    copy->effects = opaque->effects;
    copy->jumps = opaque->jumps;
    copy->id = opaque->id;
    copy->message = opaque->message;
    copy->advice = opaque->advice;
    for (int i = 0; i < opaque->texts.count; i++)
        VEC_PUSH(arena, &copy->texts, opaque->texts.items[i]);
    for (int i = 0; i < opaque->vars.count; i++)
        VEC_PUSH(arena, &copy->vars, var_of(c, opaque->vars.items[i]));
    for (int i = 0; i < opaque->writes.count; i++)
        VEC_PUSH(arena, &copy->writes, var_of(c, opaque->writes.items[i]));
    for (int i = 0; i < opaque->reaches.count; i++)
        VEC_PUSH(arena, &copy->reaches, var_of(c, opaque->reaches.items[i]));
    for (int i = 0; i < opaque->behind.count; i++)
        VEC_PUSH(arena, &copy->behind, var_of(c, opaque->behind.items[i]));
    for (int i = 0; i < opaque->uses.count; i++)
        VEC_PUSH(arena, &copy->uses, opaque->uses.items[i]);
    return copy;
}

/* The node with its type's lengths in terms of the new variables. */
static const Expr *with_type(Copy *c, const Expr *e)
{
    const Type *type = mapped_type(c, e->type);
    if (type == e->type)
        return e;
    return ir_with_type(c->p, e, type);
}

static const Expr *copy_node(void *data, const Expr *e)
{
    Copy *c = data;
    switch (e->op) {
    case OP_VAR:    return stand_in(c, e->u.var, e->loc);
    case OP_OPAQUE: return ir_opaque(c->p, e->loc, mapped_type(c, e->type), copy_opaque(c, e->u.opaque));
    case OP_CAST:
    case OP_PTRADD:
    case OP_SELECT:
    case OP_DECAY:
    case OP_ADDR:   return with_type(c, e);
    default:        return e;
    }
}

static void copy_vars(void *data, Stmt *s)
{
    Copy *c = data;
    if (s->kind == STMT_DECL)
        s->u.decl.var = var_of(c, s->u.decl.var);
    else if (s->kind == STMT_FOR)
        s->u.loop_for.var = var_of(c, s->u.loop_for.var);
    else if (s->kind == STMT_OPAQUE)
        s->u.opaque = copy_opaque(c, s->u.opaque);
}

const Type *normal_copy_type(Program *p, Func *into, const Type *type, Map *map)
{
    Copy c = {p, into, map};
    return mapped_type(&c, type);
}

Block *normal_copy_body(Program *p, Func *into, const Block *body, Map *map)
{
    Copy   c = {p, into, map};
    Block *copy = ir_clone_block(p, body);
    ir_visit_stmts(copy, copy_vars, &c);
    ir_map_block_exprs(p, copy, copy_node, &c);
    return copy;
}

/* A new variable for one that is declared here. */
static void copy_declared(void *data, Stmt *s)
{
    Copy *c = data;
    Var  *var = s->kind == STMT_DECL ? s->u.decl.var : s->kind == STMT_FOR && s->u.loop_for.declares ? s->u.loop_for.var : NULL;
    if (var)
        map_put(c->map, var, (void *)ir_var(c->p, var->loc, copy_var(c->p, c->into, var, mapped_type(c, var->type))));
}

Block *normal_twin(Program *p, Func *func, const Block *block, const Var *counter, const Expr *at)
{
    Copy c = {p, func, map_new(p->arena)};
    if (counter)
        map_put(c.map, counter, (void *)at);
    ir_visit_stmts(block, copy_declared, &c);
    return normal_copy_body(p, func, block, c.map);
}

static Var *copy_param(Copy *c, const Var *param)
{
    Var *twin = ir_new_var(c->p, c->into, VAR_PARAM, param->name, mapped_type(c, param->type), param->loc);
    twin->inactive = param->inactive;
    twin->is_register = param->is_register;
    twin->pinned = param->pinned;
    twin->lanes = param->lanes;
    map_put(c->map, param, (void *)ir_var(c->p, param->loc, twin));
    VEC_PUSH(c->p->arena, &c->into->params, twin);
    return twin;
}

/* Fields of the new function that are lists of their own. */
static Func *new_func_like(Program *p, const Func *func)
{
    Func *copy = ARENA_NEW(p->arena, Func);
    *copy = *func;
    copy->params.items = NULL;
    copy->params.count = copy->params.room = 0;
    copy->vars.items = NULL;
    copy->vars.count = copy->vars.room = 0;
    copy->var_count = 0;
    return copy;
}

Func *copy_func(Program *p, const Func *func)
{
    Func *copy = new_func_like(p, func);
    Copy  c = {p, copy, map_new(p->arena)};
    for (int i = 0; i < func->params.count; i++)
        copy_param(&c, func->params.items[i]);
    for (int i = 0; i < func->params.count; i++) {  /* a size may mention a later parameter */
        const Expr *size = func->params.items[i]->size;
        copy->params.items[i]->size = size ? ir_map_expr(p, size, copy_node, &c) : NULL;
    }
    copy->body = normal_copy_body(p, copy, func->body, c.map);
    return copy;
}
