#include "parts.h"

/*
 * rows_flatten - pointers to rows whose length changes, as pointers to elements.
 *
 *     double (*p)[m] = block;  p[r][c]   ->   double *p = block;  p[r * m + c]      where m is another each time
 *
 * The length is then a value like any other, which the backward pass keeps where it needs it.  Where all lengths stay what
 * they are for the whole function, the user's own notation stays too; so do declared arrays, and what opaque text names.
 *
 * Requires: verified IR, registers marked, the function's own.   Keeps: its meaning.
 */

typedef struct Rows {
    Program    *p;
    const Func *func;
    Map        *steady;      /* variables that have one value as long as they live, at the function's own level */
    Map        *written;     /* registers that are assigned, or counters */
    Map        *named;       /* variables that opaque text names */
    Map        *flattened;   /* variables whose types have become others */
    bool        found;       /* a cast to a type of such rows */
} Rows;

/* ---- which lengths stay ---- */

static void note_target(void *data, const Expr *e, bool is_target)
{
    Rows *r = data;
    if (is_target && e->op == OP_VAR)
        map_put(r->written, e->u.var, r);
}

static void note_named(Rows *r, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        map_put(r->named, opaque->vars.items[i], r);
        map_put(r->written, opaque->vars.items[i], r);
    }
}

static void note_opaque(void *data, const Expr *e)
{
    if (e->op == OP_OPAQUE)
        note_named(data, e->u.opaque);
}

static void note_stmt(void *data, Stmt *s)
{
    Rows *r = data;
    ir_stmt_exprs(s, note_target, r);
    ir_visit_stmt_exprs(s, note_opaque, r);
    if (s->kind == STMT_FOR)
        map_put(r->written, s->u.loop_for.var, r);
    if (s->kind == STMT_OPAQUE)
        note_named(r, s->u.opaque);
}

static void note_steady(Rows *r)
{
    for (int i = 0; i < r->func->params.count; i++)
        map_put(r->steady, r->func->params.items[i], r);
    for (int i = 0; i < r->func->body->stmts.count; i++) {
        Stmt *s = r->func->body->stmts.items[i];
        if (s->kind == STMT_DECL && s->u.decl.init && s->u.decl.var->kind == VAR_LOCAL)
            map_put(r->steady, s->u.decl.var, r);
    }
}

typedef struct Reading {
    Rows *r;
    bool  varies;
} Reading;

static void read_node(void *data, const Expr *e)
{
    Reading *reading = data;
    Rows    *r = reading->r;
    if (e->op == OP_VAR && e->u.var->kind != VAR_GLOBAL)
        reading->varies |= !e->u.var->is_register || !map_get(r->steady, e->u.var) || map_get(r->written, e->u.var) != NULL;
}

static bool varies(Rows *r, const Expr *length)
{
    Reading reading = {r, false};
    ir_visit_expr(length, read_node, &reading);
    return reading.varies;
}

/* ---- types ---- */

/* An array of which some length changes. */
static bool is_varying(Rows *r, const Type *type)
{
    bool found = false;
    for (; type->kind == TYPE_ARRAY && !found; type = type_elem(type))
        found = type->u.array.length && varies(r, type->u.array.length);
    return found;
}

static bool is_rows(Rows *r, const Type *type)
{
    return type_is_pointer(type) && is_varying(r, type_elem(type));
}

static const Type *flat_type(Rows *r, const Type *type)
{
    if (type->kind != TYPE_POINTER && type->kind != TYPE_ARRAY)
        return type;
    if (is_rows(r, type))
        return type_qualified(r->p, type_pointer(r->p, type_innermost(type_elem(type))), type->quals);
    const Type *elem = flat_type(r, type_elem(type));
    if (elem == type_elem(type))
        return type;
    if (type->kind == TYPE_POINTER)
        return type_qualified(r->p, type_pointer(r->p, elem), type->quals);
    return type_array(r->p, elem, type->u.array.count, type->u.array.length);
}

/* ---- expressions ---- */

static const Expr *rewrite(Rows *r, const Expr *e);

/* How many elements an array has, as a long. */
static const Expr *size_of(Rows *r, const Type *type, Loc loc)
{
    Program    *p = r->p;
    const Type *number = type_int(p, INT_LONG);
    const Expr *size = NULL;
    for (; type->kind == TYPE_ARRAY; type = type_elem(type)) {
        const Expr *length = type->u.array.length;
        const Expr *count = length ? ir_cast(p, loc, number, length, true) : ir_int(p, loc, number, type->u.array.count);
        size = size ? ir_binary(p, loc, OP_MUL, size, count) : count;
    }
    return size;
}

static const Expr *scaled(Rows *r, const Expr *index, const Type *elem)
{
    Program    *p = r->p;
    const Expr *number = ir_cast(p, index->loc, type_int(p, INT_LONG), rewrite(r, index), true);
    return elem->kind == TYPE_ARRAY ? ir_binary(p, index->loc, OP_MUL, number, size_of(r, elem, index->loc)) : number;
}

/* An array in memory that is reached through a pointer to rows. */
static bool is_row_place(Rows *r, const Expr *place)
{
    if (place->type->kind != TYPE_ARRAY || (place->op != OP_INDEX && place->op != OP_DEREF))
        return false;
    const Expr *base = place->args[0];
    return type_is_pointer(base->type) ? is_rows(r, base->type) : is_row_place(r, base);
}

static const Expr *first_element(Rows *r, const Expr *place);
static const Expr *flat(Rows *r, const Expr *e);

/* What was no pointer to rows may be a pointer to elements, below a void * perhaps. */
static const Expr *flat_cast(Rows *r, const Expr *e, const Type *to)
{
    for (const Expr *inner = e->args[0];; inner = inner->args[0]) {
        if (inner->type->canon == to->canon)
            return ir_cast(r->p, e->loc, to, rewrite(r, inner), false);
        if (inner->op != OP_CAST || !type_is_pointer(inner->type))
            return ir_cast(r->p, e->loc, to, flat(r, e->args[0]), e->implicit);
    }
}

/* What a pointer to rows points to, as a pointer to the first element. */
static const Expr *flat(Rows *r, const Expr *e)
{
    Program    *p = r->p;
    const Type *to = flat_type(r, e->type);
    if (!is_rows(r, e->type))
        return rewrite(r, e);
    switch (e->op) {
    case OP_CAST:   return flat_cast(r, e, to);
    case OP_SELECT: return ir_select(p, e->loc, rewrite(r, e->args[0]), flat(r, e->args[1]), flat(r, e->args[2]));
    case OP_PTRADD: return ir_ptradd(p, e->loc, flat(r, e->args[0]), scaled(r, e->args[1], type_elem(e->type)));
    case OP_DECAY:
    case OP_ADDR:   return first_element(r, e->args[0]);
    case OP_VAR:
        if (map_get(r->flattened, e->u.var))
            return ir_var(p, e->loc, e->u.var);
        break;
    case OP_INDEX:
    case OP_DEREF: {
        const Expr *loaded = rewrite(r, e);
        return loaded->type->canon == to->canon ? loaded : ir_cast(p, e->loc, to, loaded, false);
    }
    default:
        break;
    }
    return ir_cast(p, e->loc, to, e, false);
}

/* A pointer to the first element of an array. */
static const Expr *first_element(Rows *r, const Expr *place)
{
    Program    *p = r->p;
    Loc         loc = place->loc;
    const Expr *zero = ir_int(p, loc, type_int(p, INT_INT), 0);
    if (is_row_place(r, place)) {
        const Expr *base = place->args[0];
        const Expr *start = type_is_pointer(base->type) ? flat(r, base) : first_element(r, base);
        return place->op == OP_DEREF ? start : ir_ptradd(p, loc, start, scaled(r, place->args[1], place->type));
    }
    place = rewrite(r, place);
    while (type_elem(place->type)->kind == TYPE_ARRAY)
        place = ir_index(p, loc, place, zero);
    return ir_decay(p, loc, place);
}

static const Expr *rewrite_args(Rows *r, const Expr *e)
{
    const Expr **args = ARENA_ARRAY(r->p->arena, const Expr *, e->count);
    for (int i = 0; i < e->count; i++)
        args[i] = is_rows(r, e->args[i]->type) ? flat(r, e->args[i]) : rewrite(r, e->args[i]);
    return e->count > 0 ? ir_with_args(r->p, e, args) : e;
}

/* A row as a pointer to its first element. */
static const Expr *element_pointer(Rows *r, const Expr *e)
{
    const Expr *first = first_element(r, e->args[0]);
    return ir_cast(r->p, e->loc, e->type, first, first->type->canon == e->type->canon);
}

static const Expr *rewrite(Rows *r, const Expr *e)
{
    Program *p = r->p;
    switch (e->op) {
    case OP_VAR:
        return map_get(r->flattened, e->u.var) ? ir_var(p, e->loc, e->u.var) : e;
    case OP_INDEX:
        if (is_row_place(r, e->args[0]))
            return ir_index(p, e->loc, first_element(r, e->args[0]), scaled(r, e->args[1], e->type));
        return ir_index(p, e->loc, rewrite(r, e->args[0]), rewrite(r, e->args[1]));
    case OP_ADDR:
    case OP_DECAY:
        if (is_rows(r, e->type))
            return flat(r, e);
        return is_row_place(r, e->args[0]) ? element_pointer(r, e) : rewrite_args(r, e);
    case OP_PTRDIFF:
        if (is_rows(r, e->args[0]->type))
            return ir_binary(p, e->loc, OP_DIV, ir_ptrdiff(p, e->loc, flat(r, e->args[0]), flat(r, e->args[1])),
                             size_of(r, type_elem(e->args[0]->type), e->loc));
        return rewrite_args(r, e);
    case OP_CAST:
    case OP_SELECT:
    case OP_PTRADD:
        return is_rows(r, e->type) ? flat(r, e) : rewrite_args(r, e);
    case OP_INIT: {
        const Expr *same = rewrite_args(r, e);
        return ir_init(p, e->loc, flat_type(r, e->type), same->args, same->count);
    }
    default:
        return rewrite_args(r, e);
    }
}

/* ---- statements ---- */

static void find_node(void *data, const Expr *e)
{
    Rows *r = data;
    r->found |= (e->op == OP_VAR && map_get(r->flattened, e->u.var)) || (e->op == OP_CAST && is_rows(r, e->type));
}

static bool has_rows(Rows *r, const Expr *e)
{
    bool before = r->found;
    r->found = false;
    ir_visit_expr(e, find_node, r);
    bool found = r->found;
    r->found = before;
    return found;
}

/* A value where a type is wanted that stays: a function's argument, what opaque text names. */
static const Expr *as_before(Rows *r, const Expr *e)
{
    if (!has_rows(r, e))
        return e;
    return is_rows(r, e->type) ? ir_cast(r->p, e->loc, e->type, flat(r, e), false) : rewrite(r, e);
}

static const Expr *value_for(Rows *r, const Type *type, const Expr *e)
{
    if (!e)
        return NULL;
    return is_rows(r, type) ? as_before(r, e) : rewrite(r, e);
}

static void rewrite_call(Rows *r, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(r->p->arena, const Expr *, s->u.call.count);
    for (int i = 0; i < s->u.call.count; i++)
        args[i] = as_before(r, s->u.call.args[i]);
    s->u.call.args = args;
    s->u.call.place = s->u.call.place ? rewrite(r, s->u.call.place) : NULL;
}

static void rewrite_stmt(void *data, Stmt *s)
{
    Rows *r = data;
    switch (s->kind) {
    case STMT_DECL:
        s->u.decl.init = value_for(r, s->u.decl.var->type, s->u.decl.init);
        break;
    case STMT_ASSIGN:
        s->u.assign.place = rewrite(r, s->u.assign.place);
        s->u.assign.value = value_for(r, s->u.assign.place->type, s->u.assign.value);
        break;
    case STMT_CALL:
        rewrite_call(r, s);
        break;
    case STMT_IF:
        s->u.branch.cond = rewrite(r, s->u.branch.cond);
        break;
    case STMT_FOR:
        s->u.loop_for.from = rewrite(r, s->u.loop_for.from);
        s->u.loop_for.to = rewrite(r, s->u.loop_for.to);
        break;
    case STMT_LOOP:
        s->u.loop.cond = s->u.loop.cond ? rewrite(r, s->u.loop.cond) : NULL;
        break;
    case STMT_RETURN:
        s->u.result = value_for(r, r->func->result, s->u.result);
        break;
    default:
        break;
    }
}

/* ---- the pass ---- */

static void flatten_vars(Rows *r)
{
    for (int i = r->func->params.count; i < r->func->vars.count; i++) {
        Var *var = r->func->vars.items[i];
        if (!map_get(r->named, var) && flat_type(r, var->type) != var->type)
            map_put(r->flattened, var, var);
    }
    for (int i = 0; i < r->func->vars.count; i++) {
        Var *var = r->func->vars.items[i];
        if (map_get(r->flattened, var))
            var->type = flat_type(r, var->type);
    }
}

bool rows_flatten(Program *p, Func *func)
{
    Arena *arena = arena_new();
    Rows   r = {p, func, map_new(arena), map_new(arena), map_new(arena), map_new(arena), false};
    ir_visit_stmts(func->body, note_stmt, &r);
    note_steady(&r);
    flatten_vars(&r);
    ir_visit_block_exprs(func->body, find_node, &r);
    if (r.found)
        ir_visit_stmts(func->body, rewrite_stmt, &r);
    arena_free(arena);
    return r.found;
}
