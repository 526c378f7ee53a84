#include "parts.h"

/* Blocks that trade places, and copies that are not made (trade.c), as they are written. */

bool is_element(const Expr *e, const Var *var)
{
    return e->op == OP_INDEX && e->args[0]->op == OP_VAR && e->args[0]->u.var == var;
}

/* ---- indices ---- */

/* index + number */
static const Expr *shifted(Sweep *s, const Expr *index, long long number)
{
    Poly poly = poly_of(s->arena, index), more = poly_number(s->arena, number);
    poly = poly_sum(&poly, &more, 1);
    if (!poly.exact || ir_parts(index) || index->op == OP_VAR)
        return ir_plus(s->p, index, number);
    return poly_expr(s->p, &poly, type_unqualified(s->p, index->type), index->loc);
}

const Expr *trade_index(Sweep *s, const Trade *trade, const Expr *index)
{
    if (trade->shifts)
        return shifted(s, index, trade->apart);
    Poly counter = poly_of(s->arena, index);
    counter = poly_sum(&counter, &trade->offset, -1);
    Poly poly = poly_with(&trade->index, trade->loop->u.loop_for.var, &counter);
    if (!counter.exact || !poly.exact || ir_parts(index))
        return NULL;
    return poly_expr(s->p, &poly, type_unqualified(s->p, index->type), index->loc);
}

/* ---- statements ---- */

typedef struct Renames {
    Sweep       *s;
    const Trade *trade;
    Var         *block, *kept;
    bool         moves;       /* what is in the block, other than what is kept, is in `kept` */
} Renames;

static const Expr *element(const Renames *r, Var *var, const Expr *index, Loc loc)
{
    return ir_index(r->s->p, loc, ir_var(r->s->p, loc, var), index);
}

static const Expr *rename_node(void *data, const Expr *e)
{
    const Renames *r = data;
    if (is_element(e, r->kept))
        return element(r, r->block, trade_index(r->s, r->trade, e->args[1]), e->loc);
    if (is_element(e, r->block) && r->moves)
        return element(r, r->kept, e->args[1], e->loc);
    return e;
}

static void rename_stmt(void *data, Stmt *stmt)
{
    const Renames *r = data;
    if (stmt != r->trade->copy)
        ir_map_stmt_exprs(r->s->p, stmt, rename_node, data);
}

/* In the loop, what is written is new, what is read is old. */
static void rename_in_loop(void *data, Stmt *stmt)
{
    const Renames *r = data;
    bool           writes = stmt->kind == STMT_ASSIGN && is_element(stmt->u.assign.place, r->block);
    rename_stmt(data, stmt);
    if (writes)
        stmt->u.assign.place = element(r, r->kept, stmt->u.assign.place->args[1], stmt->loc);
}

static bool drop(void *data, Block *out, Stmt *stmt)
{
    (void)out;
    return stmt == data;
}

static const Expr *swap_node(void *data, const Expr *e)
{
    const Renames *r = data;
    if (e->op != OP_VAR || (e->u.var != r->block && e->u.var != r->kept))
        return e;
    return ir_var(r->s->p, e->loc, e->u.var == r->block ? r->kept : r->block);
}

static void enlarge(Sweep *s, const Trade *trade)
{
    Stmt        *room = trade->room;
    const Expr **args = ARENA_ARRAY(s->p->arena, const Expr *, room->u.call.count + 1);
    for (int i = 0; i < room->u.call.count; i++)
        args[i] = room->u.call.args[i];
    args[0] = shifted(s, args[0], trade->more);
    room->u.call.args = args;
}

void trade_write(Sweep *s, const Trade *trade)
{
    Renames      r = {s, trade, s->owns.items[trade->block].var, s->owns.items[trade->kept].var, false};
    const Block *body = trade->body;
    bool         behind = false;
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *stmt = body->stmts.items[i];
        r.moves = behind && !trade->stays;
        const Var *freed = behind ? own_freed(stmt) : NULL;
        if (trade->frees && freed && (freed == r.block || freed == r.kept))
            ir_map_stmt_exprs(s->p, stmt, swap_node, &r);
        else if (stmt == trade->loop)
            ir_visit_stmt(stmt, rename_in_loop, &r);
        else if (behind)
            ir_visit_stmt(stmt, rename_stmt, &r);
        behind |= stmt == trade->loop;
    }
    if (trade->room)
        enlarge(s, trade);
    if (!trade->stays)
        r.kept->name = r.block->name;
    ir_replace_stmts(s->p, trade->loop->u.loop_for.body, drop, trade->copy);
}
