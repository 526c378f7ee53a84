#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"

/*
 * simplify_nowhere - give null pointers that are followed a name.
 *
 * Where a function is called with NULL in place of what it may not look at, its body may say *(const double *)NULL, on a
 * way that is never taken.  Compilers warn of that, but not of a variable that holds NULL.
 *
 * Adds declarations.
 */
typedef struct Nowhere {
    Program *p;
    Func    *func;
    Block   *before;     /* what comes before the statement at hand */
    bool     changed;
} Nowhere;

static const Expr *name_null(void *data, const Expr *e)
{
    Nowhere *n = data;
    bool     follows = e->op == OP_DEREF || (e->op == OP_INDEX && type_is_pointer(e->args[0]->type));
    if (!follows)
        return e;
    if (!ir_is_null(e->args[0]))
        return e;
    const Type *type = type_unqualified(n->p, e->args[0]->type);
    Var        *nowhere = ir_new_var(n->p, n->func, VAR_TEMP, "nowhere", type, e->loc);
    nowhere->is_register = true;
    ir_push(n->p, n->before, ir_decl(n->p, e->loc, nowhere, e->args[0]));
    n->changed = true;
    const Expr *named = ir_var(n->p, e->loc, nowhere);
    return e->op == OP_DEREF ? ir_deref(n->p, e->loc, named) : ir_index(n->p, e->loc, named, e->args[1]);
}

static void name_in_block(Nowhere *n, Block *block)
{
    Block *out = ir_block_for(n->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);
        n->before = out;
        ir_map_stmt_exprs(n->p, s, name_null, n);
        for (int k = 0; k < count; k++)
            name_in_block(n, inner[k]);
        ir_push(n->p, out, s);
    }
    *block = *out;
}

bool simplify_nowhere(Program *p, Func *func)
{
    Nowhere n = {.p = p, .func = func};
    name_in_block(&n, func->body);
    return n.changed;
}
