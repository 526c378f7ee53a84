#include "check/check.h"

const char *check_unavailable(void)
{
    return "this adgen was built without LLVM: --check needs llvm-19-dev and clang-19 (Debian), of libclang's version, when adgen is built";
}

CheckOutcome check_run(Arena *arena, const CheckInput *input)
{
    (void)arena, (void)input;
    return CHECK_BUG;
}
