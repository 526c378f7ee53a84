#include "tables_parts.h"

/*
 * tables_flatten - one block for a table of rows that have memory of their own.
 *
 *     double **a = malloc(n * sizeof *a);               double *a = malloc(n * m * sizeof *a);
 *     for (i = 0; i < n; i++)
 *         a[i] = malloc(m * sizeof *a[i]);        ->
 *     … a[i][j] … a[k] …                                … a[i * m + j] … a + k * m …
 *     for (i = 0; i < n; i++)
 *         free(a[i]);
 *     free(a);                                          free(a);
 *
 * What is read through a pointer that lies in memory may be anything to those who look for what overwrites it; places in
 * one block are told apart by their indices.  tables_prove.c says of which tables that may be done.
 *
 * Requires: verified IR, registers marked, the function's own.   Keeps: its meaning.
 */

/* ---- the block ---- */

static const Type *block_type(const Tables *t, const Table *table)
{
    return type_unqualified(t->p, type_elem(table->var->type));
}

/* block = malloc(rows * length * sizeof(element)); */
static Stmt *make_block(Tables *t, const Table *table)
{
    Program    *p = t->p;
    const Stmt *like = table->stores.items[0].call;
    Loc         loc = t->stmts.items[table->alloc_at]->loc;
    const Type *size_type = like->u.call.args[0]->type, *elem = type_elem(block_type(t, table));
    const Expr *count = ir_cast(p, loc, size_type, ir_binary(p, loc, OP_MUL, table->rows, table->length), true);
    const Expr *size = ir_sizeof(p, loc, size_type, elem), *both[] = {count, size};
    const Expr *bytes = ir_binary(p, loc, OP_MUL, count, size);
    bool        zeros = tables_is_calloc(like);
    return ir_call_stmt(p, loc, ir_var(p, loc, table->block), like->u.call.callee, zeros ? both : &bytes, zeros ? 2 : 1);
}

static void put_block(Tables *t, const Table *table, Block *out)
{
    if (table->declare_at == table->alloc_at)
        ir_push(t->p, out, ir_decl(t->p, table->var->loc, table->block, NULL));
    ir_push(t->p, out, make_block(t, table));
}

/* ---- statements ---- */

static void free_block(Tables *t, const Table *table, Func *free, Loc loc, Block *out)
{
    const Expr *block = ir_cast(t->p, loc, free->params.items[0]->type, ir_var(t->p, loc, table->block), true);
    ir_push(t->p, out, ir_call_stmt(t->p, loc, NULL, free, &block, 1));
}

static Func *freeing_func(const Tables *t, int number)
{
    return t->stmts.items[number]->u.call.callee;
}

/* What stands before the statement, in its place and behind it: one table after the other. */
static bool change_for(Tables *t, const Table *table, Block *before, Block *behind, Stmt *s)
{
    if (t->stmts.items[table->alloc_at] == s)
        put_block(t, table, before);
    if (!table->is_array && t->stmts.items[table->alloc] == s)
        return true;
    if (s->kind == STMT_DECL && s->u.decl.var == table->var) {
        if (table->declare_at != table->alloc_at)
            ir_push(t->p, before, ir_decl(t->p, s->loc, table->block, s->u.decl.init ? ir_zero(t->p, s->loc, table->block->type) : NULL));
        return true;
    }
    for (int i = 0; i < table->frees.count; i++)
        if (t->stmts.items[table->frees.items[i]] == s) {
            free_block(t, table, s->u.call.callee, s->loc, before);
            return true;
        }
    for (int i = 0; i < table->stores.count; i++)
        if (table->stores.items[i].call == s)
            return true;
    for (int i = 0; i < table->row_frees.count; i++) {
        int number = table->row_frees.items[i];
        if (table->is_array && t->stmts.items[t->parents.items[number]] == s)
            free_block(t, table, freeing_func(t, number), s->loc, behind);
        if (t->stmts.items[number] == s)
            return true;
    }
    return false;
}

/* What gave rows their memory, or freed them, and did nothing else. */
static bool is_empty_loop(const Stmt *s)
{
    return s->kind == STMT_FOR && s->u.loop_for.declares && s->u.loop_for.body->stmts.count == 0;
}

static bool change_stmt(void *data, Block *out, Stmt *s)
{
    Tables *t = data;
    Block  *behind = ir_block(t->p);
    int     before = out->stmts.count;
    bool    goes = false;
    for (int i = 0; i < t->list.count; i++)
        if (t->list.items[i]->block)
            goes |= change_for(t, t->list.items[i], out, behind, s);
    goes |= is_empty_loop(s);
    if (!goes && out->stmts.count == before && behind->stmts.count == 0)
        return false;
    if (!goes)
        ir_push(t->p, out, s);
    ir_append(t->p, out, behind);
    return true;
}

/* ---- expressions ---- */

/* table[i], a pointer   ->   block + i * length */
static const Expr *change_node(void *data, const Expr *e)
{
    Tables *t = data;
    Table  *table = tables_row(t, e);
    if (!table || !table->block)
        return e;
    const Expr *block = ir_var(t->p, e->loc, table->block), *row = ir_unwidened(e->args[1]);
    long long   number;
    if (ir_integer(row, &number) && number == 0)
        return block;
    const Expr *offset = ir_cast(t->p, e->loc, table->length->type, row, true);
    if (!ir_integer(table->length, &number) || number != 1)
        offset = ir_binary(t->p, e->loc, OP_MUL, offset, table->length);
    return ir_ptradd(t->p, e->loc, block, offset);
}

bool tables_flatten(Program *p, Func *func)
{
    Tables t = {.p = p, .arena = arena_new(), .func = func};
    bool   any = false;
    t.held = map_new(t.arena);
    if (!func->retypes)
        tables_find(&t);
    for (int i = 0; i < t.list.count; i++) {
        Table *table = t.list.items[i];
        if (!tables_prove(&t, table))
            continue;
        table->block = ir_new_var(p, func, table->var->kind, table->var->name, block_type(&t, table), table->var->loc);
        any = true;
    }
    if (any) {
        ir_replace_stmts(p, func->body, change_stmt, &t);
        ir_map_block_exprs(p, func->body, change_node, &t);
    }
    arena_free(t.arena);
    return any;
}
