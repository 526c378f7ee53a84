#include "parts_inner.h"

/* Not through a conversion of a real to an integer, which may change it. */
static bool parts_constant(const Expr *e, long double *value)
{
    if (e->op == OP_CAST || e->op == OP_NEG) {
        if (!type_is_arithmetic(e->type) || (type_is_integer(e->type) && !type_is_integer(e->args[0]->type)) ||
            !parts_constant(e->args[0], value))
            return false;
        if (e->op == OP_NEG)
            *value = -*value;
        else if (type_is_integer(e->type))
            *value = (long double)type_wrap(e->type, (long long)*value);
        return true;
    }
    if (e->op == OP_INT)
        *value = (long double)e->u.integer->value;
    else if (e->op == OP_REAL)
        *value = e->u.real->value;
    return e->op == OP_INT || e->op == OP_REAL;
}

/* (enum)(int)e of an enum: no conversions there and back; enumerators as they are. */
static const Expr *parts_fold_cast(const Expr *e)
{
    const Expr *inner = e->args[0];

    if (inner->op == OP_CAST && inner->args[0]->op == OP_INT && type_same(e->type, inner->args[0]->type) &&
        type_is_integer(inner->type) && type_bits(inner->type) >= type_bits(e->type))
        return inner->args[0];
    if (inner->op == OP_CAST && type_is_integer(e->type) && type_is_integer(inner->type) &&
        type_same(inner->args[0]->type, e->type) && type_bits(inner->type) >= type_bits(e->type))
        return inner->args[0];
    return e;
}

/* && and || where one side is known, or both are the same. */
static const Expr *parts_fold_logical(Program *p, const Expr *e)
{
    bool        whole = e->op == OP_LOR;              /* the value of a side that decides */
    long double value;

    if (ir_same(e->args[0], e->args[1]))
        return e->args[0];
    for (int i = 0; i < 2; i++)
        if (parts_constant(e->args[i], &value)) {
            if ((value != 0) == whole)
                return i == 0 ? ir_int(p, e->loc, e->type, whole) : e;
            return (op_info[e->args[1 - i]->op].flags & OPF_COMPARE) ? e->args[1 - i] : e;
        }
    return e;
}

static const Expr *parts_fold_node(void *data, const Expr *e)
{
    Program    *p = data;
    long double a, b;

    switch (e->op) {
    case OP_CAST:
        return parts_fold_cast(e);
    case OP_DEREF:
        return e->args[0]->op == OP_ADDR ? e->args[0]->args[0] : e;
    case OP_INDEX:
        return e->args[0]->op == OP_DECAY ? ir_index(p, e->loc, e->args[0], e->args[1]) : e;
    case OP_NOT:
        return parts_constant(e->args[0], &a) ? ir_int(p, e->loc, e->type, a == 0) : e;
    case OP_LAND:
    case OP_LOR:
        return parts_fold_logical(p, e);
    case OP_SELECT:
        return parts_constant(e->args[0], &a) ? e->args[a != 0 ? 1 : 2] : e;
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_EQ:
    case OP_NE:
        return parts_constant(e->args[0], &a) && parts_constant(e->args[1], &b)
                   ? ir_int(p, e->loc, e->type, op_compares(e->op, a, b)) : e;
    default:
        return e;
    }
}

const Expr *parts_fold(Derive *d, const Expr *e)
{
    return ir_map_expr(d->p, e, parts_fold_node, d->p);
}

static void parts_fold_stmt(void *data, Stmt *s)
{
    ir_map_stmt_exprs(data, s, parts_fold_node, data);
}

static void parts_take(Derive *d, const Block *block, Block *out)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        long double value;

        if (s->kind == STMT_BLOCK) {
            parts_take(d, s->u.block, out);
        } else if (s->kind == STMT_IF && parts_constant(s->u.branch.cond, &value)) {
            parts_take(d, value != 0 ? s->u.branch.then : s->u.branch.other, out);
        } else if (s->kind == STMT_IF) {
            Block *then = ir_block(d->p), *other = ir_block(d->p);

            parts_take(d, s->u.branch.then, then);
            parts_take(d, s->u.branch.other, other);
            ir_push(d->p, out, ir_if(d->p, s->loc, s->u.branch.cond, then, other));
        } else if (s->kind == STMT_DECL) {
            if (s->u.decl.init)
                ir_push(d->p, out, ir_assign(d->p, s->loc, ir_var(d->p, s->loc, s->u.decl.var), s->u.decl.init));
        } else if (s->kind != STMT_RETURN) {
            ir_push(d->p, out, s);
        }
    }
}

void parts_prune(Derive *d, const Block *block, Block *out)
{
    ir_visit_stmts(block, parts_fold_stmt, d->p);
    parts_take(d, block, out);
}
