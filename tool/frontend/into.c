#include "lower.h"

/* ---- values that are put where they go ---- */

/* Whether a choice is made by an if: a branch does something, or the values are records. */
bool lower_branches(const Node *node, const Type *type)
{
    return node->kind == NODE_CHOICE && (node->effects > node->kids[0]->effects || !type_is_scalar(type));
}

/* ({ … v; }): the statements in a scope of their own; `place` gets the value, if there is one. */
void lower_statement_expression(Lower *l, Node *node, const Expr *place)
{
    Node  *body = node->kids[0];
    Block *outer = lower_enter(l), *home = l->home;
    l->home = l->block;
    for (int i = 0; i < body->count; i++) {
        Node *last = body->kids[i];
        if (i + 1 < body->count || !node_is_expr(last) || last->type.kind == CXType_Void || !place)
            lower_statement(l, last);
        else
            lower_full_into(l, place, last);
    }
    l->home = home;
    Block *inner = lower_leave(l, outer);
    lower_push(l, ir_block_stmt(l->program, node_loc(l->front, node), inner));
}

static void choice_into(Lower *l, const Expr *place, Node *node, Loc loc)
{
    int         mark = pending_mark(l);
    const Expr *cond = pending_settle(l, mark, lower_value(l, node->kids[0]));
    Block      *branches[2];
    for (int i = 0; i < 2; i++) {
        Block *outer = lower_enter(l);
        lower_into(l, place, node->kids[i + 1], loc);
        pending_settle(l, mark, NULL);
        branches[i] = lower_leave(l, outer);
    }
    lower_push(l, ir_if(l->program, node_loc(l->front, node), cond, branches[0], branches[1]));
}

/* The node behind conversions that change no value. */
static Node *unconverted(Node *node)
{
    while (node->kind == NODE_CONVERT && !node->reason
           && clang_equalTypes(clang_getUnqualifiedType(canonical_type(node->type)),
                               clang_getUnqualifiedType(canonical_type(node->kids[0]->type))))
        node = node->kids[0];
    return node;
}

/* Text with effects is assigned where it stands; C converts its value. */
static bool is_filling_text(const Node *node, const Expr *place)
{
    return node->reason && node->effects > 0 && place->op == OP_VAR;
}

bool lower_fills(Lower *l, Node *node, const Expr *place)
{
    const Node *inner = unconverted(node);
    if (node->reason || inner->reason)
        return is_filling_text(node, place);
    return call_fills(l, node, place) || lower_branches(inner, place->type) || inner->kind == NODE_STMT_EXPR;
}

void lower_into(Lower *l, const Expr *place, Node *node, Loc loc)
{
    Node *inner = unconverted(node);
    if (is_filling_text(node, place)) {
        lower_push(l, opaque_assign(l, place->u.var, node, node->reason));
    } else if (lower_fills(l, node, place) && call_fills(l, node, place)) {
        call_effect(l, node_bare(node), place);
    } else if (lower_fills(l, node, place) && inner->kind == NODE_CHOICE) {
        choice_into(l, place, inner, loc);
    } else if (lower_fills(l, node, place)) {
        lower_statement_expression(l, inner, place);
    } else {
        const Expr *value = lower_value(l, node);
        assign_emit(l, place, lower_convert(l, value, type_unqualified(l->program, place->type), loc), loc);
    }
}

/* ---- full expressions ---- */

const Reason *lower_check(Lower *l, Node *node)
{
    const Reason *reason = fence_expression(l, node);
    return reason ? reason : order_check(l->body, node);
}

const Expr *lower_full(Lower *l, Node *node)
{
    const Reason *reason = lower_check(l, node);
    Loc           loc = node_loc(l->front, node);
    if (reason) {
        Var *value = lower_temp(l, "value", lower_type(l, node), loc, NULL);
        lower_push(l, opaque_assign(l, value, node, reason));
        return ir_var(l->program, loc, value);
    }
    int mark = pending_mark(l);
    return pending_settle(l, mark, lower_value(l, node));
}

void lower_full_effect(Lower *l, Node *node)
{
    const Reason *reason = lower_check(l, node);
    if (reason) {
        lower_push(l, opaque_statements(l, node, node, reason));
        return;
    }
    int mark = pending_mark(l);
    lower_effect(l, node);
    pending_settle(l, mark, NULL);
}

void lower_full_into(Lower *l, const Expr *place, Node *node)
{
    const Reason *reason = lower_check(l, node);
    int           mark = pending_mark(l);
    if (reason && place->op == OP_VAR)
        lower_push(l, opaque_assign(l, place->u.var, node, reason));
    else if (reason)
        assign_emit(l, place, lower_full(l, node), node_loc(l->front, node));
    else
        lower_into(l, place, node, node_loc(l->front, node));
    pending_settle(l, mark, NULL);
}
