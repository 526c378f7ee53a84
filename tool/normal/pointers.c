#include "parts.h"

/*
 * pointers_replace - let names that only ever stand for another thing give way to it.
 *
 * A variable qualifies if its declaration's initialiser is the only thing that is ever assigned to it, and it is
 * - a pointer initialised with the address of a place (&x, an array, &a[i]), or
 * - an inlined parameter initialised with a constant or a variable,
 * where every variable in the initialiser keeps its value, too.  So *p with p = &x becomes x, which may then be a
 * register, and loops in several inlined bodies are seen to have the same bounds.
 */

typedef struct Pointers {
    Program *p;
    Map     *writes;       /* Var -> Count */
    Map     *values;       /* Var -> Expr: what it stands for */
} Pointers;

typedef struct Count {
    int writes;
    int initialised;       /* of these, by a declaration or a FOR of its own */
} Count;

static Count *pointers_count(Pointers *r, const Var *var)
{
    Count *count = map_get(r->writes, var);

    if (count == NULL) {
        count = ARENA_NEW(r->p->arena, Count);
        map_put(r->writes, var, count);
    }
    return count;
}

static void pointers_written(Pointers *r, const Expr *place)
{
    if (place && place->op == OP_VAR)
        pointers_count(r, place->u.var)->writes++;
}

static void pointers_count_stmt(void *data, Stmt *s)
{
    Pointers *r = data;

    switch (s->kind) {
    case STMT_DECL:
        if (s->u.decl.init) {
            pointers_count(r, s->u.decl.var)->writes++;
            pointers_count(r, s->u.decl.var)->initialised++;
        }
        break;
    case STMT_ASSIGN:
        pointers_written(r, s->u.assign.place);
        break;
    case STMT_CALL:
        pointers_written(r, s->u.call.place);
        break;
    case STMT_FOR:
        pointers_count(r, s->u.loop_for.var)->writes++;
        if (s->u.loop_for.declares)
            pointers_count(r, s->u.loop_for.var)->initialised++;
        break;
    case STMT_OPAQUE:
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            pointers_count(r, s->u.opaque->vars.items[i])->writes += 2;
        break;
    default:
        break;
    }
}

static bool pointers_keeps_value(Pointers *r, const Var *var)
{
    const Count *count = pointers_count(r, var);

    if (!var->is_register || var->kind == VAR_GLOBAL)
        return false;
    return var->kind == VAR_PARAM ? count->writes == 0 : count->writes == 1 && count->initialised == 1;
}

/* Whether evaluating the place's address gives the same everywhere. */
static bool pointers_fixed_place(Pointers *r, const Expr *place);

static bool pointers_fixed_value(Pointers *r, const Expr *e)
{
    switch (e->op) {
    case OP_INT:
    case OP_REAL:
        return true;
    case OP_VAR:
        return pointers_keeps_value(r, e->u.var);
    case OP_CAST:
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
        for (int i = 0; i < e->count; i++)
            if (!pointers_fixed_value(r, e->args[i]))
                return false;
        return true;
    case OP_ADDR:
    case OP_DECAY:
        return pointers_fixed_place(r, e->args[0]);
    default:
        return false;
    }
}

static bool pointers_fixed_place(Pointers *r, const Expr *place)
{
    switch (place->op) {
    case OP_VAR:
        return true;
    case OP_FIELD:
        return pointers_fixed_place(r, place->args[0]);
    case OP_DEREF:
        return pointers_fixed_value(r, place->args[0]);
    case OP_INDEX:
        return pointers_fixed_value(r, place->args[1]) &&
               (type_is_pointer(place->args[0]->type) ? pointers_fixed_value(r, place->args[0])
                                                      : pointers_fixed_place(r, place->args[0]));
    default:
        return false;
    }
}

static bool pointers_is_leaf(const Expr *e)
{
    while (e->op == OP_CAST && e->implicit)
        e = e->args[0];
    return e->op == OP_INT || e->op == OP_REAL || e->op == OP_VAR;
}

static bool pointers_qualifies(Pointers *r, const Stmt *s)
{
    const Var  *var = s->u.decl.var;
    const Expr *init = s->u.decl.init;

    if (init == NULL || !pointers_keeps_value(r, var) || var->inactive)
        return false;
    if (init->op == OP_ADDR || init->op == OP_DECAY)
        return pointers_fixed_place(r, init->args[0]);
    return var->kind == VAR_TEMP && pointers_is_leaf(init) && pointers_fixed_value(r, init);
}

/* base[k] with base = &place[i]. */
static const Expr *pointers_shifted(Pointers *r, const Expr *e)
{
    Program    *p = r->p;
    const Expr *inner = e->args[0]->args[0], *k = e->args[1];
    const Type *type;

    if (k->op == OP_INT && k->u.integer.value == 0)
        return inner;
    if (inner->op != OP_INDEX)
        return e;
    type = type_usual(p, inner->args[1]->type, k->type);
    return ir_index(p, e->loc, inner->args[0],
                    ir_binary(p, e->loc, OP_ADD, ir_cast(p, e->loc, type, inner->args[1], true),
                              ir_cast(p, e->loc, type, k, true)));
}

static const Expr *pointers_node(void *data, const Expr *e)
{
    Pointers   *r = data;
    const Expr *arg = e->count ? e->args[0] : NULL;

    switch (e->op) {
    case OP_VAR: {
        const Expr *value = map_get(r->values, e->u.var);

        return value ? value : e;
    }
    case OP_DEREF:
        if (arg->op == OP_ADDR)
            return arg->args[0];
        if (arg->op == OP_DECAY)
            return ir_index(r->p, e->loc, arg->args[0], ir_int(r->p, e->loc, type_int(r->p, INT_INT), 0));
        return e;
    case OP_INDEX:
        if (arg->op == OP_ADDR)
            return pointers_shifted(r, e);
        return arg->op == OP_DECAY ? ir_index(r->p, e->loc, arg->args[0], e->args[1]) : e;
    case OP_ADDR:
        return arg->op == OP_DEREF ? arg->args[0] : e;
    default:
        return e;
    }
}

static void pointers_block(Pointers *r, Block *block);

static void pointers_inside(Pointers *r, Stmt *s)
{
    switch (s->kind) {
    case STMT_IF:
        pointers_block(r, s->u.branch.then);
        pointers_block(r, s->u.branch.other);
        break;
    case STMT_FOR:
        pointers_block(r, s->u.loop_for.body);
        break;
    case STMT_LOOP:
        pointers_block(r, s->u.loop.head);
        pointers_block(r, s->u.loop.body);
        pointers_block(r, s->u.loop.step);
        break;
    case STMT_BLOCK:
        pointers_block(r, s->u.block);
        break;
    default:
        break;
    }
}

static void pointers_block(Pointers *r, Block *block)
{
    int kept = 0;

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        ir_map_stmt_exprs(r->p, s, pointers_node, r);
        if (s->kind == STMT_DECL && pointers_qualifies(r, s)) {
            map_put(r->values, s->u.decl.var, (void *)s->u.decl.init);
            continue;
        }
        pointers_inside(r, s);
        block->stmts.items[kept++] = s;
    }
    block->stmts.count = kept;
}

void pointers_replace(Program *p, Func *func)
{
    Pointers r = {.p = p};

    r.writes = map_new(p->arena);
    r.values = map_new(p->arena);
    ir_visit_stmts(func->body, pointers_count_stmt, &r);
    pointers_block(&r, func->body);
}
