#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

/* How the generated code is compiled and run.  Optimised, with all warnings, as a user would; and without optimising,
 * with sanitizers, where the results must be the primal's bit for bit. */
typedef struct Build {
    const char *title;
    bool        clang;
    bool        exact;
    bool        all_modes;
    int         half;         /* of the cases, for which it is; ALL_CASES: for all; NO_CASE: where the chores name it */
    unsigned    chore;
    const char *flags;
} Build;

enum { ALL_CASES = -1, NO_CASE = -2 };

#define STRICT    "-std=c11 -Wall -Wextra -Werror -pedantic"
#define NATIVE    STRICT " -O3 -march=native -Wno-array-bounds -Wno-stringop-overread -Wno-alloc-size-larger-than"     /* warnings that are often wrong there */
#define SANITIZED "-std=c11 -O0 -g -fno-builtin -ffp-contract=off -fsanitize=address,undefined -fno-sanitize-recover=all"

static const Build builds[] = {
    { "gcc -O0", false, false, true, NO_CASE, CHORE_GCC_O0, STRICT " -O0" },
    { "gcc -O2", false, false, true, 0, CHORE_GCC_O2, STRICT " -O2" },
    { "gcc -O3", false, false, true, 1, CHORE_GCC_O3, NATIVE },
    { "clang -O2", true, false, false, ALL_CASES, CHORE_CLANG_O2, STRICT " -O2" },
    { "clang -O3", true, false, true, NO_CASE, CHORE_CLANG_O3, STRICT " -O3 -ffp-contract=off" },
    { "gcc, sanitized", false, true, false, 0, CHORE_GCC_SANITIZED, SANITIZED },
    { "clang, sanitized", true, true, true, ALL_CASES, CHORE_CLANG_SANITIZED, SANITIZED },
};

/* What is costly is done for one case in so many, by its name: several directions at once, reverse over reverse; and half
 * of the cases each run a second time under gcc's sanitizers beside clang's, run what clang has optimised, or gcc for the
 * machine at hand, have adgen write its output twice.  ADGEN_ALL_MODES in the environment: all of it for all of them. */
enum { MODES_SHARE = 5, HALF = 2 };

static bool is_chosen(const Case *c, unsigned which, unsigned share)
{
    unsigned sum = 0;
    for (const char *at = c->path; *at; at++)
        sum = *at == '/' ? 0 : sum * 31 + (unsigned char)*at;
    return sum % share == which || strstr(c->path, "/modes/") || getenv("ADGEN_ALL_MODES");
}

/* Whether a chore is done: because it is asked for, or because the case's name says so. */
static bool does(const Case *c, unsigned chore, unsigned which, unsigned share)
{
    return c->config->chores ? (c->config->chores & chore) != 0 : is_chosen(c, which, share);
}

static bool does_build(const Case *c, const Build *build)
{
    if (c->config->chores || build->half == NO_CASE)
        return (c->config->chores & build->chore) != 0;
    return build->half == ALL_CASES || is_chosen(c, (unsigned)build->half, HALF);
}

/* Where the chores are chosen, optimising compilers get the other modes as seldom as second derivatives are asked for. */
static bool has_all_modes(const Case *c, const Build *build)
{
    return c->config->chores ? build->exact || (c->config->chores & CHORE_SECOND) : build->all_modes;
}

/* The same input gives the same bytes. */
static bool generate(Case *c, const char *output, const char *header)
{
    remove(output);
    remove(header);
    Command command = case_adgen(c, output, header);
    if (!case_command(c, &command, "adgen"))
        return false;
    const char *first = case_read(c, output), *prototypes = case_read(c, header);
    if (!*first || !*prototypes)
        return case_fail(c, "adgen wrote nothing to %s", *first ? header : output);
    if (!does(c, CHORE_TWICE, 1, HALF))
        return case_look(c, first, prototypes);
    if (!case_command(c, &command, "adgen, run again"))
        return false;
    if (strcmp(first, case_read(c, output)) != 0 || strcmp(prototypes, case_read(c, header)) != 0)
        return case_fail(c, "adgen wrote something else when it was run again");
    return case_look(c, first, prototypes);
}

/* The same functions' derivatives in the other modes, beside what the case asks for.  Refused may be a mode, nothing else. */
static bool generate_modes(Case *c, const char *output, const char *header)
{
    Command command = case_adgen(c, output, header);
    if (!case_declarations(c))
        return false;
    for (int i = 0; i < c->requests.list.count; i++) {
        if (c->requests.list.items[i].jvp || !does(c, CHORE_FORWARD, 0, 1))
            continue;
        command_add(&command, "--jvp");
        command_add(&command, request_option(c->arena, &c->requests.list.items[i], "jvp"));
        if (!does(c, CHORE_SECOND, 0, 1))
            continue;
        command_add(&command, "--hvp");
        command_add(&command, request_option(c->arena, &c->requests.list.items[i], "hvp"));
    }
    Outcome outcome = command_run(&command);
    bool beyond = outcome.status == 1 && strstr(text_cstr(&outcome.err), "[adgen-mode]"), good = outcome.status == 0;
    outcome_free(&outcome);
    if (beyond)
        return true;
    if (!good && !case_command(c, &command, "adgen, asked for all modes"))     /* which says what is wrong */
        return false;
    c->all_modes = strcmp(case_read(c, output), case_read(c, case_file(c, "_grad.c"))) != 0;   /* as nothing that takes no options */
    return true;
}

/* Where derivatives can lie side by side. */
static bool generate_wide(Case *c)
{
    const char *header = case_file(c, "_wide.h");
    Command command = case_adgen(c, case_file(c, "_wide.c"), header);
    if (!c->all_modes || !does(c, CHORE_WIDE, 0, MODES_SHARE))
        return true;
    for (int i = 0; i < c->requests.list.count; i++) {
        if (c->requests.list.items[i].jvp)
            continue;
        command_add(&command, "--jvp");
        command_add(&command, request_wide_option(c->arena, &c->requests.list.items[i], "jvp"));
        command_add(&command, "--vjp");
        command_add(&command, request_wide_option(c->arena, &c->requests.list.items[i], "vjp"));
    }
    Outcome outcome = command_run(&command);
    bool beyond = outcome.status == 1 && strstr(text_cstr(&outcome.err), "[adgen-width]");
    if (outcome.status != 0 && !beyond)
        case_fail(c, "adgen, asked for several directions at once, fails: %s", text_cstr(&outcome.err));
    c->wide = outcome.status == 0 ? header : NULL;
    bool good = outcome.status == 0 || beyond;
    outcome_free(&outcome);
    return good;
}

/* The derivatives of what was written first, where adgen has them: it reads its own text. */
static bool generate_again(Case *c, const char *input)
{
    const char *header = case_file(c, "_again.h");
    Command command = command_new(c->arena, c->config->adgen);
    if (!c->all_modes || !does(c, CHORE_AGAIN, 1, MODES_SHARE) || strstr(c->source, "ADGEN_INACTIVE") || expect_count(c->expects, EXPECT_WITH) > 0)
        return true;
    case_dialect_options(c, &command);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, input);
    command_add(&command, "-o");
    command_add(&command, case_file(c, "_again.c"));
    command_add(&command, "--header");
    command_add(&command, header);
    for (int i = 0; i < c->requests.list.count; i++) {
        if (c->requests.list.items[i].jvp)
            continue;
        command_add(&command, "--vjp");
        command_add(&command, request_again_option(c->arena, &c->requests.list.items[i]));
    }
    Outcome outcome = command_run(&command);
    c->again = outcome.status == 0 ? header : NULL;
    bool good = outcome.status <= 1;
    if (!good)
        case_fail(c, "adgen, given what it has written, fails: %s", text_cstr(&outcome.err));
    outcome_free(&outcome);
    return good;
}

/* Whether sizes may be known: there are no pointers, or the topic is about that. */
static bool may_have_sizes(const Case *c)
{
    for (int i = 0; i < c->requests.list.count; i++) {
        const CRequest *request = &c->requests.list.items[i];
        for (int k = 0; k < request->func->params.count; k++)
            if (request_active(request, k) && request->func->params.items[k].type->kind == C_POINTER)
                return strstr(c->source, "ADGEN_SIZE") || strstr(c->path, "/modes/");
    }
    return true;
}

/* Jacobians and Hessians, where the sizes are known and there are doubles only. */
static void generate_dense(Case *c)
{
    static const char *const modes[] = { "jacobian", "hessian" };
    if (!c->all_modes || !does(c, CHORE_DENSE, 0, 1) || strstr(c->source, "float") || strstr(c->source, "long double") || !may_have_sizes(c))
        return;
    for (int k = 0; k < 2; k++) {
        const char *header = case_file(c, arena_printf(c->arena, "_%s.h", modes[k]));
        Command command = case_adgen(c, case_file(c, arena_printf(c->arena, "_%s.c", modes[k])), header);
        for (int i = 0; i < c->requests.list.count; i++) {
            command_add(&command, arena_printf(c->arena, "--%s", modes[k]));
            command_add(&command, request_option(c->arena, &c->requests.list.items[i], modes[k]));
        }
        Outcome outcome = command_run(&command);
        c->dense[k] = outcome.status == 0 ? header : NULL;
        if (outcome.status > 1)
            case_fail(c, "adgen, asked for a %s, fails: %s", modes[k], text_cstr(&outcome.err));
        outcome_free(&outcome);
    }
}

/* A file of its own, of which only these functions are seen: it brings along what the case asks for, under the same names. */
static bool compile_apart(Case *c, const char *name, const char *seen, const char *flags)
{
    const char *object = case_file(c, arena_printf(c->arena, "_%s.o", name));
    Command command = command_new(c->arena, c->config->gcc);
    command_add_all(&command, flags);
    case_dialect_options(c, &command);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, "-c");
    command_add(&command, case_file(c, arena_printf(c->arena, "_%s.c", name)));
    command_add(&command, "-o");
    command_add(&command, object);
    Command keep = command_new(c->arena, "objcopy");
    command_add(&keep, "--wildcard");
    command_add(&keep, arena_printf(c->arena, "--keep-global-symbol=%s", seen));
    command_add(&keep, object);
    return case_command(c, &command, arena_printf(c->arena, "the %s derivative does not compile", name)) &&
           case_command(c, &keep, "objcopy");
}

static bool compile_others(Case *c, const char *flags)
{
    return (!c->dense[0] || compile_apart(c, "jacobian", "*_jacobian", flags)) &&
           (!c->dense[1] || compile_apart(c, "hessian", "*_hessian", flags)) && (!c->wide || compile_apart(c, "wide", "*_wide_[jv]*", flags)) &&
           (!c->again || compile_apart(c, "again", "*_again", flags));
}

static Command compile_command(const Case *c, const Build *build, const char *output, const char *header,
                               const char *program)
{
    Command command = command_new(c->arena, build->clang ? c->config->clang : c->config->gcc);
    command_add_all(&command, build->flags);
    case_dialect_options(c, &command);
    if (c->config->chores & CHORE_SILENT)
        command_add(&command, "-w");
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, output);
    bool alone = expect_count(c->expects, EXPECT_HEADER_AFTER) == 0;
    if (alone && !build->clang && !build->exact) {
        command_add_all(&command, "-x c");     /* the header by itself, once */
        command_add(&command, header);
        command_add_all(&command, "-x none");
    }
    static const char *const dense[] = { "_jacobian.o", "_hessian.o" };
    for (int k = 0; has_all_modes(c, build) && k < 2; k++)
        if (c->dense[k])
            command_add(&command, case_file(c, dense[k]));
    if (has_all_modes(c, build) && c->wide)
        command_add(&command, case_file(c, "_wide.o"));
    if (has_all_modes(c, build) && c->again)
        command_add(&command, case_file(c, "_again.o"));
    case_link(c, &command, program);
    return command;
}

static bool run_build(Case *c, const Build *build, const char *output, const char *header)
{
    const char *program = case_file(c, "_test");
    Command compile = compile_command(c, build, output, header, program);
    Command run = command_new(c->arena, program);
    command_add(&run, build->exact ? "exact" : "close");
    if (c->config->kinks)
        command_add(&run, c->config->kinks);
    bool good = case_command(c, &compile, arena_printf(c->arena, "%s does not compile it", build->title))
        && case_command(c, &run, build->title);
    if (good)
        remove(program);
    return good;
}

/* The compiler takes it without a word. */
static bool warns_nothing(Case *c, const Build *build, const char *output)
{
    Command command = command_new(c->arena, build->clang ? c->config->clang : c->config->gcc);
    command_add_all(&command, build->flags);
    case_dialect_options(c, &command);
    command_add(&command, arena_printf(c->arena, "-I%s", c->config->include));
    command_add(&command, "-fsyntax-only");
    command_add(&command, output);
    return case_command(c, &command, arena_printf(c->arena, "%s does not compile it", build->title));
}

bool case_accept(Case *c)
{
    const char *output = case_file(c, "_grad.c"), *header = case_file(c, "_grad.h");
    const char *modes = case_file(c, "_modes.c"), *modes_header = case_file(c, "_modes.h");
    if (!generate(c, output, header) || !generate_modes(c, modes, modes_header) || !generate_wide(c) ||
        !generate_again(c, output))
        return false;
    generate_dense(c);
    if (!compile_others(c, STRICT " -O1") || !case_compile_test(c, c->all_modes ? modes_header : header, ""))
        return false;
    for (size_t i = 0; i < sizeof builds / sizeof *builds; i++) {
        bool large = strstr(c->path, "/blas/") && builds[i].exact && !is_chosen(c, 0, HALF);     /* thousands of lines */
        bool all = c->all_modes && has_all_modes(c, &builds[i]) && !large;
        if (!does_build(c, &builds[i]))
            continue;
        if (builds[i].clang && !builds[i].exact && !c->config->chores && !is_chosen(c, 1, HALF)) {
            if (!warns_nothing(c, &builds[i], output))
                return false;
            continue;
        }
        if (!run_build(c, &builds[i], all ? modes : output, all ? modes_header : header))
            return false;
    }
    remove(case_file(c, "_jacobian.o"));
    remove(case_file(c, "_hessian.o"));
    remove(case_file(c, "_wide.o"));
    remove(case_file(c, "_again.o"));
    remove(case_file(c, "_test.o"));
    remove(case_file(c, "_oracle.o"));
    return true;
}
