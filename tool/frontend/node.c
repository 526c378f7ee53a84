#include "tree.h"

#include "body.h"

/* What the others ask of a node. */

Loc node_loc(Front *front, Node *node)
{
    if (node->loc.line)
        return node->loc;
    switch (node->kind) {
    case NODE_MEMBER: case NODE_INDEX: case NODE_CALL: case NODE_BINARY: case NODE_LOGIC: case NODE_ASSIGN:
    case NODE_COMPOUND: case NODE_COMMA: case NODE_CHOICE: case NODE_CONVERT:
        if (node->count > 0 && node_is_expr(node->kids[0])) {
            node->loc = node_loc(front, node->kids[0]);
            break;
        }
        /* fall through */
    default:
        node->loc = front_loc(front, node->cursor);
    }
    return node->loc;
}

bool node_is_expr(const Node *node)
{
    return node->kind <= NODE_OTHER_EXPR;
}

static bool is_function(CXType type)
{
    type = canonical_type(type);
    return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

bool node_is_place(const Node *node)
{
    switch (node->kind) {
    case NODE_REF:     return node->symbol && node->symbol->kind != SYMBOL_FUNC && node->symbol->kind != SYMBOL_ENUM;
    case NODE_MEMBER:  return node_is_arrow(node) || node_is_place(node->kids[0]);
    case NODE_UNARY:   return node->op == CXUnaryOperator_Deref && !is_function(node->type);
    case NODE_INDEX:
    case NODE_LITERAL:
    case NODE_STRING:  return true;
    default:           return false;
    }
}

bool node_is_arrow(const Node *member)
{
    return member->count > 0 && type_is_pointing(member->kids[0]->type);
}

bool node_is_within(const Node *node, const Node *outer)
{
    return node->first >= outer->first && node->last <= outer->last;
}

bool node_is_unevaluated(const Node *node)
{
    return node->kind == NODE_SIZEOF || node->flags & NODE_NAMES_TYPE;
}

Node *node_bare(Node *node)
{
    while (node->kind == NODE_CONVERT || node->kind == NODE_CAST)
        node = node->kids[0];
    return node;
}

static int base_number(const Node *index)
{
    return type_is_pointing(index->kids[1]->type) ? 1 : 0;  /* a vector is neither */
}

Node *node_index_base(const Node *index)
{
    return index->kids[base_number(index)];
}

Node *node_index_offset(const Node *index)
{
    return index->kids[1 - base_number(index)];
}
