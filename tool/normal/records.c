#include "parts.h"

/*
 * records_coalesce - let a record that is only copied give way to what it is copied to, or from.
 *
 *     vec r = a; r.x -= b.x; … vec d = r;     ->  vec d = a; d.x -= b.x; …       r is used no more
 *     vec t = r; … ray.dir = t;               ->  … ray.dir = r;                 t is used for nothing else
 *
 * Inlined functions leave such copies where they take and return records by value.  Only records whose address nobody
 * takes, within one list of statements.
 *
 * Requires: verified IR, the function's own.   Keeps: its meaning.
 */

typedef struct Records {
    Program *p;
    Map     *fixed;          /* variables that opaque text names, or whose address is taken -> themselves */
    bool     changed;
} Records;

/* ---- Which records ---- */

static void fix_node(void *data, const Expr *e)
{
    Records *r = data;
    Var     *root = e->op == OP_ADDR || e->op == OP_DECAY ? ir_root_var(e->args[0]) : NULL;
    if (root)
        map_put(r->fixed, root, root);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            map_put(r->fixed, e->u.opaque->vars.items[i], r);
}

static void fix_stmt(void *data, Stmt *s)
{
    Records *r = data;
    ir_visit_stmt_exprs(s, fix_node, r);
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            map_put(r->fixed, s->u.opaque->vars.items[i], r);
}

static bool is_free(const Records *r, const Var *var)
{
    return (var->kind == VAR_LOCAL || var->kind == VAR_TEMP) && var->type->canon->kind == TYPE_RECORD && !var->pinned
        && !var->inactive && !map_get(r->fixed, var);
}

/* ---- Mentions ---- */

typedef struct Mentions {
    const Var *var;
    int        count;
    bool       jumps;
} Mentions;

static void count_node(void *data, const Expr *e)
{
    Mentions *m = data;
    m->count += e->op == OP_VAR && e->u.var == m->var;
}

static void count_stmt(void *data, Stmt *s)
{
    Mentions *m = data;
    ir_visit_stmt_exprs(s, count_node, data);
    m->jumps |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN;
}

/* In the statements first … last of the list; declarations do not count, their values do. */
static Mentions mentions(const Block *block, int first, int last, const Var *var)
{
    Mentions m = {var, 0, false};
    Block    part = *block;
    part.stmts.items += first;
    part.stmts.count = last - first + 1;
    if (part.stmts.count > 0)
        ir_visit_stmts(&part, count_stmt, &m);
    return m;
}

static int declaration(const Block *block, int before, const Var *var)
{
    for (int i = before - 1; i >= 0; i--) {
        if (block->stmts.items[i]->kind == STMT_DECL && block->stmts.items[i]->u.decl.var == var)
            return i;
    }
    return -1;
}

/* ---- Changing the list ---- */

static void take_out(Block *block, int at)
{
    for (int i = at; i + 1 < block->stmts.count; i++)
        block->stmts.items[i] = block->stmts.items[i + 1];
    block->stmts.count--;
}

typedef struct Rename {
    Program    *p;
    const Var  *from;
    const Expr *to;
} Rename;

static const Expr *rename_node(void *data, const Expr *e)
{
    Rename *rename = data;
    return e->op == OP_VAR && e->u.var == rename->from ? rename->to : e;
}

static void rename_stmt(void *data, Stmt *s)
{
    Rename *rename = data;
    ir_map_stmt_exprs(rename->p, s, rename_node, rename);
}

static void rename_in(Records *r, const Block *block, int first, int last, const Var *from, const Expr *to)
{
    Rename rename = {r->p, from, to};
    Block  part = *block;
    part.stmts.items += first;
    part.stmts.count = last - first + 1;
    if (part.stmts.count > 0)
        ir_visit_stmts(&part, rename_stmt, &rename);
}

/* to = from, of whole records: the variable that is set, and where its value comes from. */
static Var *copied_to(const Stmt *s, const Expr **from)
{
    bool assigns = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR;
    *from = s->kind == STMT_DECL ? s->u.decl.init : assigns ? s->u.assign.value : NULL;
    if (!*from || !(op_info[(*from)->op].flags & OPF_PLACE) || (*from)->type->canon->kind != TYPE_RECORD)
        return NULL;
    return s->kind == STMT_DECL ? s->u.decl.var : s->u.assign.place->u.var;
}

/* The copy at `at` is the end of what it copies: from its declaration on, that is the target itself. */
static bool merge_with_target(Records *r, Block *block, int at)
{
    Stmt       *s = block->stmts.items[at];
    const Expr *from;
    Var        *to = copied_to(s, &from);
    if (!to || from->op != OP_VAR || !is_free(r, to) || !is_free(r, from->u.var) || to == from->u.var
        || to->type->canon != from->type->canon)
        return false;
    int begin = declaration(block, at, from->u.var);
    if (begin < 0 || mentions(block, at + 1, block->stmts.count - 1, from->u.var).count > 0)
        return false;
    Stmt       *decl = block->stmts.items[begin];
    const Expr *init = decl->u.decl.init;
    bool        is_new = s->kind == STMT_DECL;
    bool        itself = init && init->op == OP_VAR && init->u.var == to;
    Mentions    between = mentions(block, begin + 1, at - 1, to);
    if (!is_new && (declaration(block, at, to) > begin || between.count > 0 || between.jumps || (init && init->op == OP_INIT)
                    || (init && !itself && ir_mentions(init, to))))
        return false;
    rename_in(r, block, begin + 1, at - 1, from->u.var, ir_var(r->p, s->loc, to));
    if (is_new)
        block->stmts.items[begin] = ir_decl(r->p, decl->loc, to, init);
    else if (init && !itself)
        block->stmts.items[begin] = ir_assign(r->p, decl->loc, ir_var(r->p, decl->loc, to), init);
    take_out(block, at);
    if (!is_new && (!init || itself))
        take_out(block, begin);
    return true;
}

/* Whether the place holds the same in the statements first … last as before them. */
static bool is_untouched(const Records *r, const Block *block, int first, int last, const Expr *place)
{
    if (first > last)
        return true;
    return place->op == OP_VAR && is_free(r, place->u.var) && mentions(block, first, last, place->u.var).count == 0;
}

/* The copy at `at` is copied once more, and serves nothing else: then the second is a copy of the first's source. */
static bool merge_with_source(Records *r, const Func *func, Block *block, int at)
{
    const Expr *from, *again = NULL;
    Var        *middle = copied_to(block->stmts.items[at], &from);
    bool        is_decl = block->stmts.items[at]->kind == STMT_DECL;
    int         use = at + 1;
    if (!middle || !is_free(r, middle) || from->type->canon != middle->type->canon)
        return false;
    while (use < block->stmts.count && mentions(block, use, use, middle).count == 0)
        use++;
    if (use == block->stmts.count || mentions(func->body, 0, func->body->stmts.count - 1, middle).count != (is_decl ? 1 : 2))
        return false;
    Stmt *last = block->stmts.items[use];
    if (last->kind == STMT_DECL)
        again = last->u.decl.init;
    else if (last->kind == STMT_ASSIGN)
        again = last->u.assign.value;
    int declared = is_decl ? at : declaration(block, at, middle);
    if (!again || again->op != OP_VAR || again->u.var != middle || declared < 0
        || !is_untouched(r, block, at + 1, use - 1, from))
        return false;
    if (last->kind == STMT_DECL)
        last->u.decl.init = from;
    else
        last->u.assign.value = from;
    take_out(block, at);
    if (!is_decl)
        take_out(block, declared);
    return true;
}

static void coalesce_block(Records *r, const Func *func, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Block *inner[3];
        int    count = ir_stmt_blocks(block->stmts.items[i], inner);
        for (int k = 0; k < count; k++)
            coalesce_block(r, func, inner[k]);
    }
    for (int i = 0; i < block->stmts.count; i++) {
        if (merge_with_source(r, func, block, i) || merge_with_target(r, block, i)) {
            r->changed = true;
            i = -1;
        }
    }
}

bool records_coalesce(Program *p, Func *func)
{
    Records r = {p, map_new(p->arena), false};
    ir_visit_stmts(func->body, fix_stmt, &r);
    coalesce_block(&r, func, func->body);
    return r.changed;
}
