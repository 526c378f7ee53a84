#include "ir/ir.h"

const OpInfo op_info[OP_COUNT] = {
#define OP(name, text, arity, flags) [OP_##name] = {text, arity, flags},
#include "ir/ops.def"
#undef OP
};

bool op_compares(OpKind op, long double a, long double b)
{
    switch (op) {
    case OP_LT: return a < b;
    case OP_LE: return a <= b;
    case OP_GT: return a > b;
    case OP_GE: return a >= b;
    case OP_EQ: return a == b;
    default:    return a != b;
    }
}
