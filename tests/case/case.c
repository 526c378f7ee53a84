#include "case.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "program.h"

/* ---- files ---- */

static bool write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    bool good = fputs(text, file) >= 0;
    return fclose(file) == 0 && good;
}

static bool make_folders(Arena *arena, const char *path)
{
    for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/'))
        mkdir(arena_strndup(arena, path, (size_t)(at - path)), 0777);
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

char *case_file(const Case *c, const char *suffix)
{
    return arena_printf(c->arena, "%s/%s%s", c->work, c->name, suffix);
}

char *case_read(const Case *c, const char *path)
{
    Text text = { 0 };
    text_read_file(&text, path);
    char *copy = arena_strdup(c->arena, text_cstr(&text));
    text_free(&text);
    return copy;
}

bool case_write(Case *c, const char *path, const char *text)
{
    return write_file(path, text) || case_fail(c, "cannot write %s: %s", path, strerror(errno));
}

/* ---- what all share ---- */

/* The runner reads declarations after the preprocessor, with nothing of the system's in them. */
static const char *const empty_headers[] = {
    "adgen/adgen.h", "assert.h",  "cblas.h",     "complex.h",   "ctype.h",  "errno.h",  "float.h",  "inttypes.h",
    "lapacke.h",     "limits.h",  "math.h",      "setjmp.h",  "stdalign.h",  "stdarg.h", "stdatomic.h", "stdbool.h",
    "stddef.h",      "stdint.h",  "stdio.h",     "stdlib.h",  "stdnoreturn.h", "string.h", "tgmath.h", "threads.h",
    "time.h",
};

static bool write_empty_headers(Arena *arena, const Config *config)
{
    bool good = make_folders(arena, arena_printf(arena, "%s/empty/adgen", config->work));
    for (size_t i = 0; i < sizeof empty_headers / sizeof *empty_headers; i++)
        good = write_file(arena_printf(arena, "%s/empty/%s", config->work, empty_headers[i]), "\n") && good;
    return good;
}

static bool compile_harness(Arena *arena, const Config *config, Text *report)
{
    static const char *const parts[] = { "registry", "point", "modes", "drive", "oracle" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Command command = command_new(arena, config->gcc);
        command_add_all(&command, "-std=gnu11 -O1 -Wall -Wextra -Werror -c");
        command_add(&command, arena_printf(arena, "%s/%s.c", config->harness, parts[i]));
        command_add(&command, "-o");
        command_add(&command, arena_printf(arena, "%s/%s.o", config->work, parts[i]));
        Outcome outcome = command_run(&command);
        if (outcome.status != 0)
            text_printf(report, "%s\n%s", command_text(&command), text_cstr(&outcome.err));
        bool good = outcome.status == 0;
        outcome_free(&outcome);
        if (!good)
            return false;
    }
    return true;
}

bool case_prepare(const Config *config, Text *report)
{
    Arena *arena = arena_new();
    bool good = write_empty_headers(arena, config);
    if (!good)
        text_printf(report, "cannot write in %s\n", config->work);
    good = good && compile_harness(arena, config, report);
    arena_free(arena);
    return good;
}

/* ---- reporting ---- */

bool case_fail(Case *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *what = arena_vprintf(c->arena, format, args);
    va_end(args);
    text_printf(&c->report, "%s; again: %s %s", what, c->config->runner, c->path);
    return false;
}

/* The line that says most of what went wrong. */
static char *telling_line(Arena *arena, const char *text)
{
    static const char *const signs[] = { "error", "ERROR", "warning", "" };
    for (int i = 0; i < 4; i++) {
        const char *sign = strstr(text, signs[i]), *from = sign;
        while (from && from > text && from[-1] != '\n')
            from--;
        if (from)
            return arena_strndup(arena, from, strcspn(from, "\n"));
    }
    return arena_strdup(arena, "");
}

bool case_command(Case *c, const Command *command, const char *what)
{
    if (c->config->verbose)
        printf("%s\n", command_text(command));
    Outcome outcome = command_run(command);
    bool good = outcome.status == 0;
    if (!good) {
        const char *said = outcome.out.length > 0 ? text_cstr(&outcome.out) : text_cstr(&outcome.err);
        case_write(c, case_file(c, ".log"), arena_printf(c->arena, "%s\n%s%s", command_text(command),
                                                         text_cstr(&outcome.out), text_cstr(&outcome.err)));
        case_fail(c, "%s: %s (status %d, all of it in %s)", what, telling_line(c->arena, said), outcome.status,
                  case_file(c, ".log"));
    }
    outcome_free(&outcome);
    return good;
}

/* ---- commands ---- */

void case_compiler_options(const Case *c, Command *command)
{
    for (int i = 0; i < c->options.list.count; i++) {
        const char *word = c->options.list.items[i];
        if (word[0] == '-' && word[1] && strchr("DUI", word[1]))
            command_add(command, word);
    }
}

void case_quad_headers(const Case *c, Command *command)
{
    command_add(command, arena_printf(c->arena, "-I%s/quad", c->config->harness));
}

void case_dialect_options(const Case *c, Command *command)
{
    for (int i = 0; i < c->options.list.count; i++) {
        const char *word = c->options.list.items[i];
        if (strncmp(word, "-std=", 5) == 0 || strncmp(word, "-W", 2) == 0)
            command_add(command, word);
    }
}

Command case_adgen(const Case *c, const char *output, const char *header)
{
    Command command = command_new(c->arena, c->config->adgen);
    for (int i = 0; i < c->options.list.count; i++)
        command_add(&command, c->options.list.items[i]);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    case_add_parts(c, &command, EXPECT_BEFORE);
    command_add(&command, c->path);
    case_add_parts(c, &command, EXPECT_WITH);
    command_add(&command, "-o");
    command_add(&command, output);
    command_add(&command, "--header");
    command_add(&command, header);
    return command;
}

void case_link(const Case *c, Command *command, const char *program)
{
    static const char *const shared[] = { "drive.o", "modes.o", "point.o", "registry.o", "oracle.o" };
    command_add(command, case_file(c, "_test.o"));
    command_add(command, case_file(c, "_oracle.o"));
    case_link_parts(c, command);
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        command_add(command, arena_printf(c->arena, "%s/%s", c->config->work, shared[i]));
    if (!c->config->sound)
        command_add(command, c->config->runtime);
    for (int i = 0; i < c->expects->list.count; i++)
        if (c->expects->list.items[i].kind == EXPECT_LINK)
            command_add_all(command, c->expects->list.items[i].text);
    command_add_all(command, CASE_LINKING " -lquadmath -lm -o");
    command_add(command, program);
}

/* ---- the test program ---- */

bool case_declarations(Case *c)
{
    if (c->unit)
        return true;
    Command command = command_new(c->arena, c->config->gcc);
    command_add_all(&command, "-E -P -nostdinc -I");
    command_add(&command, arena_printf(c->arena, "%s/empty", c->config->work));
    case_compiler_options(c, &command);
    command_add(&command, c->path);
    command_add(&command, "-o");
    command_add(&command, case_file(c, ".i"));
    if (!case_command(c, &command, "the preprocessor"))
        return false;
    CUnit *unit = decl_read(c->arena, case_read(c, case_file(c, ".i")));
    if (unit->error)
        return case_fail(c, "%s", unit->error);
    c->unit = unit;
    c->requests = request_read(c->arena, unit, &c->options);
    return true;
}

/* Where a float takes part, nothing is better than a float. */
static double bound_of(const Case *c)
{
    const char *within = expect_first(c->expects, EXPECT_WITHIN);
    if (within)
        return strtod(within, NULL);
    for (const Token *at = lex(c->arena, c->source); at->kind != TOKEN_END; at++)
        if (token_is(at, "float"))
            return 1e-4;
    return 1e-11;
}

static bool write_test(Case *c, const char *header)
{
    if (!case_declarations(c))
        return false;
    ProgramInput input = { c->path, case_file(c, "_quad.c"), header, c->unit, &c->requests, c->expects,
                           { c->dense[0], c->dense[1] }, c->wide, c->again,
                           !c->config->chores || (c->config->chores & CHORE_SECOND), c->all_modes, bound_of(c) };
    Text text = { 0 };
    const char *error = program_write(c->arena, &text, &input);
    bool good = error ? case_fail(c, "%s", error)
                      : case_write(c, case_file(c, "_test.c"), text_cstr(&text))
                            && case_write(c, case_file(c, "_quad.c"), case_retyped(c, c->source));
    text_free(&text);
    return good;
}

static Command compile_half(Case *c, const char *flags, const char *object)
{
    Command command = command_new(c->arena, c->config->gcc);
    command_add_all(&command, flags);
    command_add_all(&command, "-w -Werror=implicit-function-declaration -g -O0 -fno-builtin -ffp-contract=off -c");
    case_dialect_options(c, &command);
    case_compiler_options(c, &command);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->harness));
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, arena_printf(c->arena, "-iquote%s", c->folder));
    command_add(&command, case_file(c, "_test.c"));
    command_add(&command, "-o");
    command_add(&command, object);
    return command;
}

/* Both halves define the case's functions: those of the oracle become its own. */
static bool hide_names(Case *c)
{
    Command command = command_new(c->arena, "objcopy");
    command_add(&command, "--keep-global-symbol=t_oracles");
    command_add(&command, case_file(c, "_oracle.o"));
    return case_command(c, &command, "objcopy");
}

bool case_compile_test(Case *c, const char *header, const char *flags)
{
    if (!write_test(c, header))
        return false;
    Command test = compile_half(c, arena_printf(c->arena, "-std=c11 %s", flags), case_file(c, "_test.o"));
    Command oracle = compile_half(c, arena_printf(c->arena, "-std=gnu11 -DORACLE %s", flags), case_file(c, "_oracle.o"));
    case_quad_headers(c, &oracle);
    return case_command(c, &test, "the test program does not compile")
        && case_command(c, &oracle, "the quad copy does not compile")
        && case_compile_parts(c, arena_printf(c->arena, "-std=c11 %s", flags))
        && case_join_oracles(c, "-std=gnu11") && hide_names(c);
}

/* ---- one case ---- */

static void read_case(Case *c)
{
    const char *slash = strrchr(c->path, '/');
    c->folder = slash ? arena_strndup(c->arena, c->path, (size_t)(slash - c->path)) : ".";
    const char *base = slash ? slash + 1 : c->path, *topic = strrchr(c->folder, '/');
    c->name = arena_strndup(c->arena, base, strlen(base) - strlen(".c"));
    c->work = arena_printf(c->arena, "%s/%s/%s", c->config->work, topic ? topic + 1 : c->folder, c->name);
    c->source = case_read(c, c->path);
    c->expects = expect_read(c->arena, c->source);
    const char *args = expect_first(c->expects, EXPECT_ARGS);
    c->options = expect_words(c->arena, args ? args : "");
}

static bool run_case(Case *c)
{
    if (c->expects->error)
        return case_fail(c, "%s", c->expects->error);
    if (!make_folders(c->arena, c->work))
        return case_fail(c, "cannot make the folder %s", c->work);
    if (c->config->sound)
        return case_sound(c);
    bool refused = expect_count(c->expects, EXPECT_ERROR) + expect_count(c->expects, EXPECT_ERROR_TEXT) > 0;
    return refused ? case_refuse(c) : case_accept(c);
}

bool case_run(const Config *config, const char *path, Text *report)
{
    Case c = { .arena = arena_new(), .config = config, .path = path };
    read_case(&c);
    bool good = run_case(&c);
    text_puts(report, text_cstr(&c.report));
    text_free(&c.report);
    arena_free(c.arena);
    return good;
}
