#include <stdio.h>

#include "case.h"

#define STRICT "-std=c11 -Wall -Wextra -Werror -pedantic -O2 -c"

/* The case file, and what it comes with, as its user would compile it.  One that adgen refuses need not be free of
 * warnings. */
static bool compile_primal(Case *c, const char *compiler, const char *flags)
{
    Command command = command_new(c->arena, compiler);
    command_add_all(&command, flags);
    case_dialect_options(c, &command);
    case_compiler_options(c, &command);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, c->path);
    command_add(&command, "-o");
    command_add(&command, case_file(c, ".o"));
    bool good = case_command(c, &command, "the case is not clean C");
    remove(case_file(c, ".o"));
    return good && case_compile_parts(c, flags);
}

static bool run_primal(Case *c)
{
    static const char *const careful = "-fsanitize=address,undefined -fno-sanitize-recover=all";
    /* of what has no value yet, the quad copy has another one */
    static const char *const strange = "-fsanitize=address,undefined -fno-sanitize-recover=all -ftrivial-auto-var-init=pattern";
    const char *sanitized = c->config->lax ? strange : careful;
    const char *program = case_file(c, "_test");
    if (!case_compile_test(c, NULL, sanitized))
        return false;
    Command link = command_new(c->arena, c->config->gcc);
    command_add_all(&link, sanitized);
    command_add_all(&link, "-no-pie -Wl,--unresolved-symbols=ignore-all");      /* a case may call what adgen is to write */
    case_link(c, &link, program);
    Command run = command_new(c->arena, program);
    bool good = case_command(c, &link, "the test program does not link") && case_command(c, &run, "the primal");
    if (good)
        remove(program);
    return good;
}

bool case_sound(Case *c)
{
    bool refused = expect_count(c->expects, EXPECT_ERROR) + expect_count(c->expects, EXPECT_ERROR_TEXT) > 0;
    if (c->config->lax)
        return run_primal(c);
    if (refused)
        return compile_primal(c, c->config->gcc, "-std=gnu11 -w -c");
    return compile_primal(c, c->config->gcc, STRICT) && compile_primal(c, c->config->clang, STRICT) && run_primal(c);
}
