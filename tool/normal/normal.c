#include "normal/normal.h"

#include "parts.h"

Func *normal_prepare(Program *p, Func *func, Diag *diag)
{
    Func *copy = copy_func(p, func);

    (void)diag;
    inline_calls(p, copy);
    exits_to_tails(p, copy);
    ir_mark_registers(copy);
    pointers_replace(p, copy);
    ir_mark_registers(copy);
    return copy;
}
