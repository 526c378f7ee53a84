#include "risks.h"

/* Whether the operator, applied to any values, gives one: real arithmetic does, integers may overflow. */
static bool risks_always_defined(const Expr *e)
{
    switch (e->op) {
    case OP_DEREF:
    case OP_INDEX:
    case OP_OPAQUE:
    case OP_PTRADD:
    case OP_PTRDIFF:
        return false;
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_NEG:
    case OP_CALL:
        return type_is_real(e->type);
    case OP_CAST:
        return !type_is_real(e->args[0]->type) || type_is_real(e->type);
    default:
        return !(op_info[e->op].flags & OPF_INTEGER);
    }
}

static void risks_find(void *data, const Expr *e)
{
    *(bool *)data &= risks_always_defined(e);
    for (int i = 0; e->op == OP_CALL && i < e->count; i++)
        *(bool *)data &= type_is_arithmetic(e->args[i]->type);
}

bool risks_none(const Derive *d, const Expr *e, int first, int last)
{
    bool none = true;

    if (layout_may_end(d->layout, first, last))
        ir_visit_expr(e, risks_find, &none);
    return none;
}
