#include "weigh.h"

int weigh_reading(const Expr *e, int limit)
{
    bool is_free = op_info[e->op].flags & (OPF_LEAF | OPF_PLACE) || (e->op == OP_CAST && e->implicit)
                || e->op == OP_ADDR || e->op == OP_DECAY;
    int  weight = is_free ? 0 : 1;
    for (int i = 0; i < e->count && weight <= limit; i++)
        weight += weigh_reading(e->args[i], limit - weight);
    return weight;
}

bool weigh_is_costly(const Expr *e)
{
    if (e->op == OP_CALL || (e->op == OP_DIV && type_is_real(e->type)))
        return true;
    for (int i = 0; i < e->count; i++) {
        if (weigh_is_costly(e->args[i]))
            return true;
    }
    return false;
}

bool weigh_is_pure(const Expr *e)
{
    if (e->op == OP_OPAQUE || (op_info[e->op].flags & OPF_PLACE && e->type->quals & TYPE_VOLATILE))
        return false;
    for (int i = 0; i < e->count; i++) {
        if (!weigh_is_pure(e->args[i]))
            return false;
    }
    return true;
}
