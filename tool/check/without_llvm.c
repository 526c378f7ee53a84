#include "check/check.h"

const char *check_unavailable(void)
{
    return "this adgen was built without LLVM: --check needs, of libclang's version, llvm-19-dev and clang-19 (Debian) where "
           "adgen is built";
}

CheckOutcome check_run(Arena *arena, const CheckInput *input)
{
    (void)arena, (void)input;
    return CHECK_BUG;
}
