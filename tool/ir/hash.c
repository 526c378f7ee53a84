#include "ir/walk.h"

unsigned ir_hash_mix(unsigned hash, unsigned value)
{
    return (hash ^ value) * 16777619u + (hash >> 15);
}

static unsigned hash_text(const char *text)
{
    unsigned hash = 2166136261u;
    for (; *text; text++)
        hash = ir_hash_mix(hash, (unsigned char)*text);
    return hash;
}

static unsigned hash_leaf(const Expr *e)
{
    switch (e->op) {
    case OP_INT:   return (unsigned)e->u.integer->value;
    case OP_REAL:  return (unsigned)(long long)(e->u.real->value > -1e9L && e->u.real->value < 1e9L
                                                    ? e->u.real->value * 1024.0L : 0.0L);
    case OP_VAR:   return (unsigned)e->u.var->id;
    case OP_FIELD: return (unsigned)e->u.field->index;
    case OP_CALL:
    case OP_FUNC:  return hash_text(e->u.callee->name);
    default:       return 0;
    }
}

unsigned ir_hash_node(const Expr *e)
{
    return ir_hash_mix(ir_hash_mix(2166136261u, e->op), hash_leaf(e));
}

unsigned ir_hash(const Expr *e)
{
    unsigned hash = ir_hash_node(e);
    for (int i = 0; i < e->count; i++)
        hash = ir_hash_mix(hash, ir_hash(e->args[i]));
    return hash;
}
