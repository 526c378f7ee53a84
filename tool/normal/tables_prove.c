#include "tables_parts.h"

/*
 * tables_prove - whether the rows of a table may be parts of one block.
 *
 * That is so where every row is a block of its own, of one length, and there is nothing else that a row's pointer may be:
 *
 * - What is stored in the table is what malloc (or, for all rows, calloc) returns, once for each row: by statements in the
 *   list in which the table itself is made, each for another constant, and by a loop in that list that counts through rows
 *   behind those.  A row that is given memory a second time, a row that is another one or is swapped with it, or a table
 *   that anybody else sees, is none of that.  A row that has none yet can be read by no program.
 * - The length, and the number of rows, are the same from where the block is made on, and can be computed there.
 * - Pointers to rows are followed, or copied to variables of which the same holds: nobody frees one, compares it, or keeps
 *   it where it is not seen.
 * - The block is freed where the table was, and there no row is left that may be used: all of them have been freed right
 *   before, or nothing leads to a row but the table.  An array of pointers is not freed; then the block is freed where its rows
 *   are, which is all of them, or is behind all that mentions the table and pointers to its rows.
 */

/* ---- lists ---- */

/* The statement of the list that holds the one of this number, or 0. */
static int holder(const Tables *t, const Block *list, int number)
{
    while (number && t->lists.items[number] != list)
        number = t->parents.items[number];
    return number;
}

/* ---- what stays the same ---- */

/* Whether the variable has one value, which it has before the block is made, and is known wherever the block is. */
static bool is_steady_var(const Tables *t, const Table *table, const Var *var)
{
    const Held *held = map_get(t->held, var);
    if (var->kind == VAR_GLOBAL || !var->is_register || var->type->quals & TYPE_VOLATILE || var->pinned)
        return false;
    if (var->kind == VAR_PARAM)
        return !held || held->writes == 0;
    if (!held || held->writes != 1 || !held->declared || held->declared >= table->declare_at)
        return false;
    const Block *list = t->lists.items[held->declared];
    return t->lists.items[held->written] == list && held->written < table->alloc_at && holder(t, list, table->declare_at);
}

typedef struct Steady {
    const Tables *t;
    const Table  *table;
    bool          ok;
} Steady;

static void check_node(void *data, const Expr *e)
{
    Steady *s = data;
    switch (e->op) {
    case OP_VAR:
        s->ok = s->ok && is_steady_var(s->t, s->table, e->u.var);
        break;
    case OP_INT:
    case OP_SIZEOF:
        break;
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_CAST:
        s->ok = s->ok && type_is_integer(e->type);
        break;
    default:
        s->ok = false;
        break;
    }
}

static bool is_steady(const Tables *t, const Table *table, const Expr *e)
{
    Steady s = {t, table, true};
    ir_visit_expr(e, check_node, &s);
    return s.ok;
}

/* ---- lengths ---- */

typedef struct Product {
    Program    *p;
    const Type *elem;
    const Type *number;          /* long */
    const Expr *count;           /* what the size of an element is multiplied with; NULL: nothing yet */
    bool        sized, ok;
} Product;

static const Expr *as_long(Program *p, const Expr *e)
{
    return ir_cast(p, e->loc, type_int(p, INT_LONG), ir_unwidened(e), true);
}

static void take_factor(Product *product, const Expr *e)
{
    bool wide = type_is_integer(e->type) && type_bits(e->type) == 64;
    if (wide && e->op == OP_MUL) {
        take_factor(product, e->args[0]);
        take_factor(product, e->args[1]);
    } else if (wide && e->op == OP_CAST && type_is_integer(e->args[0]->type) && type_bits(e->args[0]->type) == 64) {
        take_factor(product, e->args[0]);
    } else if (e->op == OP_SIZEOF) {
        product->ok = product->ok && !product->sized && e->u.of->canon == product->elem->canon;
        product->sized = true;
    } else if (!type_is_integer(e->type)) {
        product->ok = false;
    } else {
        const Expr *factor = as_long(product->p, e);
        product->count = product->count ? ir_binary(product->p, e->loc, OP_MUL, product->count, factor) : factor;
    }
}

const Expr *tables_elements(Program *p, const Stmt *call, const Type *elem)
{
    Product product = {.p = p, .elem = elem, .ok = true};
    for (int i = 0; i < call->u.call.count; i++)
        take_factor(&product, call->u.call.args[i]);
    if (!product.ok || !product.sized)
        return NULL;
    return product.count ? product.count : ir_int(p, call->loc, type_int(p, INT_LONG), 1);
}

/* ---- which rows are given memory ---- */

/* Where the block is declared and made.  A pointer may be declared where it is given its value, if both are in one list. */
static bool find_places(const Tables *t, Table *table)
{
    const Held *held = map_get(t->held, table->var);
    if (!held->declared || !held->first || held->first <= held->declared)
        return false;
    const Block *list = t->lists.items[held->declared];
    if (table->is_array) {
        table->declare_at = table->alloc_at = holder(t, list, held->first);
        return table->declare_at != 0;
    }
    table->alloc_at = table->alloc;
    table->declare_at = t->lists.items[table->alloc] == list ? table->alloc : held->declared;
    return held->first == table->alloc;
}

static const Block *home(const Tables *t, const Table *table)
{
    return t->lists.items[table->alloc_at];
}

/* Which rows the statement gives memory: one, or those that a loop of the list counts through. */
static bool study_store(const Tables *t, const Table *table, RowStore *store)
{
    const Expr *index = ir_unwidened(store->call->u.call.place->args[1]);
    const Stmt *loop = t->stmts.items[t->parents.items[store->at]];
    if (store->at < table->alloc_at)
        return false;
    if (ir_integer(index, &store->row))
        return t->lists.items[store->at] == home(t, table) && store->row >= 0;
    if (!loop || loop->kind != STMT_FOR || t->lists.items[t->parents.items[store->at]] != home(t, table))
        return false;
    store->loop = loop;
    return index->op == OP_VAR && index->u.var == loop->u.loop_for.var && loop->u.loop_for.step == 1
        && (loop->u.loop_for.relation == REL_LT || loop->u.loop_for.relation == REL_LE)
        && ir_integer(loop->u.loop_for.from, &store->row) && store->row >= 0;
}

/* Whether no row is given memory twice: the loop begins behind the others. */
static bool are_different(const Table *table)
{
    for (int i = 0; i < table->stores.count; i++)
        for (int k = i + 1; k < table->stores.count; k++) {
            const RowStore *a = &table->stores.items[i], *b = &table->stores.items[k];
            if (a->row == b->row || (a->loop && (b->loop || b->row > a->row)) || (b->loop && a->row > b->row))
                return false;
        }
    return true;
}

/* The end of a loop that counts upwards by one, as a long. */
static const Expr *end_of(Program *p, const Stmt *loop)
{
    return ir_plus(p, as_long(p, loop->u.loop_for.to), loop->u.loop_for.relation == REL_LE);
}

/* How many rows there are, all in all: at least as many as the constants say, and for a block of another size, or none,
 * at least none. */
static bool count_rows(Tables *t, Table *table)
{
    enum { FEW = 4 };                                  /* rows that may be there for nothing */
    Program    *p = t->p;
    long long   known = 0;
    const Expr *end = NULL;
    for (int i = 0; i < table->stores.count; i++) {
        const RowStore *store = &table->stores.items[i];
        if (store->loop && store->row > table->stores.count - 1 + FEW)
            return false;
        if (store->loop)
            end = end_of(p, store->loop);
        else if (store->row >= known)
            known = store->row + 1;
    }
    if (known > table->stores.count + FEW)
        return false;
    const Expr *least = ir_int(p, table->var->loc, type_int(p, INT_LONG), known);
    const Expr *made = table->is_array ? NULL : tables_elements(p, t->stmts.items[table->alloc], type_elem(table->var->type));
    if (!end)
        table->rows = least;
    else if (known == 0 && made && ir_same(made, end))
        table->rows = end;
    else
        table->rows = ir_select(p, table->var->loc, ir_binary(p, table->var->loc, OP_GT, end, least), end, least);
    return !end || is_steady(t, table, end);
}

static bool study_rows(Tables *t, Table *table)
{
    const Type *elem = type_elem(type_elem(table->var->type));
    for (int i = 0; i < table->stores.count; i++) {
        RowStore   *store = &table->stores.items[i];
        const Expr *length = tables_elements(t->p, store->call, elem);
        if (!length || !study_store(t, table, store)
            || tables_is_calloc(store->call) != tables_is_calloc(table->stores.items[0].call)
            || (table->length && !ir_same(length, table->length)))
            return false;
        table->length = length;
    }
    return table->length && is_steady(t, table, table->length) && are_different(table) && count_rows(t, table);
}

/* ---- where pointers to rows go ---- */

/* Whether the copies are seen all their life; with `before`, that none of them is mentioned from that statement on, nor
 * outlives the list in which the table is declared. */
static bool are_followed(const Tables *t, const Table *table, Held *held, int before)
{
    const Held *own = map_get(t->held, table->var);
    if (held->seen)
        return true;
    held->seen = true;
    for (int i = 0; i < held->copies.count; i++) {
        Held *copy = held->copies.items[i];
        if (copy->other || copy->table || !copy->var->is_register || copy->var->kind == VAR_GLOBAL)
            return false;
        if (before && (copy->last >= before || copy->declared <= own->declared
                       || !holder(t, t->lists.items[own->declared], copy->declared)))
            return false;
        if (!are_followed(t, table, copy, before))
            return false;
    }
    return true;
}

static bool rows_are_followed(Tables *t, const Table *table, int before)
{
    Held *held = map_get(t->held, table->var);
    for (int i = 0; i < t->func->vars.count; i++)
        tables_held(t, t->func->vars.items[i])->seen = false;
    return !held->other && are_followed(t, table, held, before);
}

/* ---- where rows are freed ---- */

/* The number of the loop that frees a row of the table in each iteration, and does nothing else but to free; or 0. */
static int freeing_loop(const Tables *t, int row_free)
{
    int         number = t->parents.items[row_free];
    const Stmt *loop = t->stmts.items[number];
    const Expr *row = ir_uncast(t->stmts.items[row_free]->u.call.args[0]);
    const Expr *index = ir_unwidened(row->args[1]);
    if (!loop || loop->kind != STMT_FOR || index->op != OP_VAR || index->u.var != loop->u.loop_for.var)
        return 0;
    for (int i = 0; i < loop->u.loop_for.body->stmts.count; i++) {
        const Stmt *s = loop->u.loop_for.body->stmts.items[i];
        if (s->kind != STMT_CALL || s->u.call.place || s->u.call.callee != t->stmts.items[row_free]->u.call.callee)
            return 0;
    }
    return number;
}

/* Whether the loop counts through all rows that were given memory. */
static bool frees_all(const Tables *t, const Table *table, int number)
{
    const Stmt *loop = t->stmts.items[number];
    bool        up = loop->u.loop_for.step == 1 && (loop->u.loop_for.relation == REL_LT || loop->u.loop_for.relation == REL_LE);
    bool        down = loop->u.loop_for.relation == REL_DOWNTO;
    long long   from, to;
    if ((!up && !down) || !ir_integer(down ? loop->u.loop_for.to : loop->u.loop_for.from, &from))
        return false;
    const Expr *end = down ? as_long(t->p, loop->u.loop_for.from) : end_of(t->p, loop);
    for (int i = 0; i < table->stores.count; i++) {
        const RowStore *store = &table->stores.items[i];
        if (store->row < from)
            return false;
        if (store->loop ? !ir_same(end, end_of(t->p, store->loop)) : !ir_integer(end, &to) || store->row >= to)
            return false;
    }
    return true;
}

/* Whether the table is freed behind the loop that frees its rows, in the same list. */
static bool is_freed_behind(const Tables *t, const Table *table, int loop)
{
    for (int i = 0; i < table->frees.count; i++)
        if (table->frees.items[i] > loop && t->lists.items[table->frees.items[i]] == t->lists.items[loop])
            return true;
    return false;
}

/* Whether no row is left where the statement frees the table. */
static bool leaves_none(const Tables *t, const Table *table, int at)
{
    for (int i = 0; i < table->row_frees.count; i++) {
        int loop = freeing_loop(t, table->row_frees.items[i]);
        if (loop && loop < at && t->lists.items[loop] == t->lists.items[at] && frees_all(t, table, loop))
            return true;
    }
    return false;
}

static bool ends_well(Tables *t, const Table *table)
{
    const Held *held = map_get(t->held, table->var);
    for (int i = 0; i < table->row_frees.count; i++) {
        int loop = freeing_loop(t, table->row_frees.items[i]);
        if (!loop || !is_freed_behind(t, table, loop))
            return false;
    }
    for (int i = 0; i < table->frees.count; i++)
        if (held->copies.count > 0 && !leaves_none(t, table, table->frees.items[i]))
            return false;
    return true;
}

/* The same of an array, whose rows one loop frees. */
static bool array_ends_well(Tables *t, const Table *table)
{
    const Held *held = map_get(t->held, table->var);
    if (table->row_frees.count == 0)
        return true;
    int loop = freeing_loop(t, table->row_frees.items[0]);
    if (!loop || table->row_frees.count > 1 || t->lists.items[loop] != t->lists.items[held->declared])
        return false;
    return frees_all(t, table, loop) || (held->last <= t->ends.items[loop] && rows_are_followed(t, table, loop));
}

bool tables_prove(Tables *t, Table *table)
{
    if (table->other || table->stores.count == 0 || (!table->is_array && !table->alloc))
        return false;
    return find_places(t, table) && study_rows(t, table) && rows_are_followed(t, table, 0)
        && (table->is_array ? array_ends_well(t, table) : ends_well(t, table));
}
