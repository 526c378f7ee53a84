#include "ir/ir.h"

const OpInfo op_info[OP_COUNT] = {
#define OP(name, text, arity, flags) [OP_##name] = {text, arity, flags},
#include "ir/ops.def"
#undef OP
};
