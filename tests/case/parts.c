#include <string.h>

#include "case.h"

/* Further inputs of a case: translation units of their own beside it, in the test program as in adgen. */

typedef struct Parts {
    VEC(const char *) paths;
} Parts;

static void add_kind(const Case *c, Parts *parts, ExpectKind kind)
{
    for (int i = 0; i < c->expects->list.count; i++) {
        const Expect *expect = &c->expects->list.items[i];
        if (expect->kind == kind)
            VEC_PUSH(c->arena, &parts->paths, arena_printf(c->arena, "%s/%s", c->folder, expect->text));
    }
}

static Parts all_parts(const Case *c)
{
    Parts parts = { 0 };
    add_kind(c, &parts, EXPECT_BEFORE);
    add_kind(c, &parts, EXPECT_WITH);
    return parts;
}

static char *part_file(const Case *c, int i, const char *suffix)
{
    return case_file(c, arena_printf(c->arena, "_part%d%s", i + 1, suffix));
}

void case_add_parts(const Case *c, Command *command, ExpectKind kind)
{
    Parts parts = { 0 };
    add_kind(c, &parts, kind);
    for (int i = 0; i < parts.paths.count; i++)
        command_add(command, parts.paths.items[i]);
}

void case_link_parts(const Case *c, Command *command)
{
    for (int i = 0; i < all_parts(c).paths.count; i++)
        command_add(command, part_file(c, i, ".o"));
}

/* ---- compiling ---- */

static Command compile(const Case *c, const char *flags, const char *part, const char *source, const char *object)
{
    Command command = command_new(c->arena, c->config->gcc);
    command_add_all(&command, flags);
    command_add_all(&command, "-w -Werror=implicit-function-declaration -g -O0 -fno-builtin -ffp-contract=off -c");
    case_compiler_options(c, &command);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->harness));
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, arena_printf(c->arena, "-iquote%.*s", (int)(strrchr(part, '/') - part), part));
    command_add(&command, source);
    command_add(&command, "-o");
    command_add(&command, object);
    return command;
}

bool case_compile_parts(Case *c, const char *flags)
{
    Parts parts = all_parts(c);
    for (int i = 0; i < parts.paths.count; i++) {
        const char *path = parts.paths.items[i];
        Command command = compile(c, flags, path, path, part_file(c, i, ".o"));
        if (!case_command(c, &command, "a further input does not compile"))
            return false;
    }
    return true;
}

/* `long double` as `double`. */
char *case_retyped(const Case *c, const char *source)
{
    Text text = { 0 };
    const char *at = source;
    for (const char *found; (found = strstr(at, "long double")); at = found + strlen("long double")) {
        text_write(&text, at, (size_t)(found - at));
        text_puts(&text, "double");
    }
    text_puts(&text, at);
    char *copy = arena_strdup(c->arena, text_cstr(&text));
    text_free(&text);
    return copy;
}

static bool compile_oracle(Case *c, const char *flags, const char *path, int i)
{
    const char *quad = part_file(c, i, "_quad.c");
    const char *all = arena_printf(c->arena, "%s -include quad.h", flags);
    Command command = compile(c, all, path, quad, part_file(c, i, "_quad.o"));
    case_quad_headers(c, &command);
    return case_write(c, quad, case_retyped(c, case_read(c, path)))
        && case_command(c, &command, "the quad copy of a further input does not compile");
}

bool case_join_oracles(Case *c, const char *flags)
{
    Parts parts = all_parts(c);
    const char *joined = case_file(c, "_joined.o");
    Command join = command_new(c->arena, c->config->gcc);
    command_add_all(&join, "-r -nostdlib -o");
    command_add(&join, joined);
    command_add(&join, case_file(c, "_oracle.o"));
    for (int i = 0; i < parts.paths.count; i++) {
        if (!compile_oracle(c, flags, parts.paths.items[i], i))
            return false;
        command_add(&join, part_file(c, i, "_quad.o"));
    }
    if (parts.paths.count == 0)
        return true;
    Command move = command_new(c->arena, "mv");
    command_add(&move, joined);
    command_add(&move, case_file(c, "_oracle.o"));
    return case_command(c, &join, "joining the quad copies") && case_command(c, &move, "mv");
}
