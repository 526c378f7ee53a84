#include "tables_parts.h"

/*
 * fresh_store - memory goes straight to where it is kept.
 *
 *     double *v; v = malloc (…); p_n[i] = n; p_v[i] = v;   ->   p_n[i] = n; p_v[i] = malloc (…);      v is used no more
 *
 * A helper that returns a record leaves that.  The call moves down to the store, in one list, past what stores in memory
 * alone: what it is called with are registers, which nothing in between changes.
 *
 * Requires: verified IR, registers marked, the function's own.   Keeps: its meaning.
 */

typedef struct Fresh {
    Program *p;
    Arena   *arena;            /* of this pass */
    Map     *counts;           /* Var -> int: how many expressions mention it, targets included */
    Map     *gone;             /* Var -> itself: what is used no more */
    bool     any;
} Fresh;

static void count_var(void *data, Var *var)
{
    Fresh *f = data;
    int   *count = map_get(f->counts, var);
    if (!count) {
        count = ARENA_NEW(f->arena, int);
        map_put(f->counts, var, count);
    }
    ++*count;
}

static void count_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        count_var(data, e->u.var);
    else if (e->op == OP_OPAQUE)
        ir_visit_opaque(e->u.opaque, count_var, data);
}

static void count_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, count_node, data);
    if (s->kind == STMT_OPAQUE)
        ir_visit_opaque(s->u.opaque, count_var, data);
}

/* The variable that the call gives memory, and that one more expression alone mentions; or NULL. */
static Var *allocated(const Fresh *f, const Stmt *s)
{
    const Expr *place = s->kind == STMT_CALL ? s->u.call.place : NULL;
    Var        *var = place && place->op == OP_VAR ? place->u.var : NULL;
    if (!var || (var->kind != VAR_LOCAL && var->kind != VAR_TEMP) || !var->is_register || var->pinned || var->inactive
        || *(int *)map_get(f->counts, var) != 2 || (!tables_is_malloc(s) && !tables_is_calloc(s)))
        return NULL;
    for (int i = 0; i < s->u.call.count; i++)
        if (ir_reads_memory(s->u.call.args[i]))
            return NULL;
    return var;
}

/* Whether the statement stores the variable in an element of another one of the function's own. */
static bool stores(const Stmt *s, const Var *var)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    const Var  *kept = place && place->op == OP_INDEX && place->args[0]->op == OP_VAR ? place->args[0]->u.var : NULL;
    return kept && (kept->kind == VAR_LOCAL || kept->kind == VAR_TEMP) && s->u.assign.value->op == OP_VAR
        && s->u.assign.value->u.var == var && !ir_reads_memory(place->args[1]) && type_same(place->type, var->type);
}

/* Whether a call of malloc may as well stand behind the statement. */
static bool passes(const Stmt *s)
{
    if (s->kind == STMT_DECL)
        return !s->u.decl.init && !type_is_vla(s->u.decl.var->type);
    return s->kind == STMT_ASSIGN && s->u.assign.place->op != OP_VAR;
}

static void store_in(Fresh *f, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *inner[3];
        Var   *var = allocated(f, s);
        int    at = i + 1;
        for (int k = ir_stmt_blocks(s, inner) - 1; k >= 0; k--)
            store_in(f, inner[k]);
        while (var && at < block->stmts.count && !stores(block->stmts.items[at], var) && passes(block->stmts.items[at]))
            at++;
        if (!var || at == block->stmts.count || !stores(block->stmts.items[at], var))
            continue;
        const Stmt *store = block->stmts.items[at];
        block->stmts.items[at] = ir_call_stmt(f->p, store->loc, store->u.assign.place, s->u.call.callee, s->u.call.args, s->u.call.count);
        map_put(f->gone, var, var);
        map_put(f->gone, s, s);
        f->any = true;
    }
}

static bool drop(void *data, Block *out, Stmt *s)
{
    Fresh *f = data;
    (void)out;
    return map_get(f->gone, s) || (s->kind == STMT_DECL && map_get(f->gone, s->u.decl.var));
}

bool fresh_store(Program *p, Func *func)
{
    Arena *arena = arena_new();
    Fresh  f = {p, arena, map_new(arena), map_new(arena), false};
    ir_visit_stmts(func->body, count_stmt, &f);
    store_in(&f, func->body);
    if (f.any)
        ir_replace_stmts(p, func->body, drop, &f);
    arena_free(arena);
    return f.any;
}
