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

int weigh_reals(const Expr *e, int limit)
{
    bool is_free = op_info[e->op].flags & (OPF_LEAF | OPF_PLACE) || e->op == OP_CAST || e->op == OP_NEG || !type_is_real(e->type);
    int  weight = is_free ? 0 : 1;
    for (int i = 0; i < e->count && weight < limit; i++)
        weight += weigh_reals(e->args[i], limit - weight);
    return weight;
}

bool weigh_is_costly(const Expr *e)
{
    return e->parts & PART_COSTLY;
}

bool weigh_is_pure(const Expr *e)
{
    return !(e->parts & (PART_OPAQUE | PART_VOLATILE));
}
