#include "check/check.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "compile.h"
#include "jit.h"
#include "report.h"
#include "watch.h"

/* One run of --check. */
typedef struct Run {
    Arena            *arena;
    const CheckInput *input;
    Diag             *diag;
    Loaded            loaded;
    Watched          *watched;
    int               count;
} Run;

const char *check_unavailable(void)
{
    if (!compile_clang())
        return "--check needs clang of the version of adgen's libclang (Debian: clang-19)";
    return NULL;
}

/* ---- settings ---- */

static bool has_name(const AdgenHarnessFunction *f, const char *name)
{
    for (int i = 0; i < f->group_count; i++)
        if (strcmp(f->groups[i].path, name) == 0)
            return true;
    for (int i = 0; i < f->slot_count; i++)
        if (strcmp(f->slots[i].path, name) == 0)
            return true;
    for (int i = 0; i < f->param_count; i++)
        if (strcmp(f->params[i].name, name) == 0)
            return true;
    return f->problem != NULL;
}

/* A name that no function has is a mistake. */
static bool check_name(const Run *run, const char *option, const char *name)
{
    for (int i = 0; i < run->count; i++)
        if (has_name(run->loaded.plain.items[i], name))
            return true;
    fprintf(stderr, "adgen: error: '%s %s': no function that is checked has a parameter, or member of one, of that name\n",
            option, name);
    return false;
}

static bool check_names(const Run *run)
{
    const CheckSettings *settings = run->input->settings;
    bool                 good = true;
    for (int i = 0; i < settings->sets.count; i++)
        good = check_name(run, "--set", settings->sets.items[i].name) && good;
    for (int i = 0; i < settings->ranges.count; i++)
        good = check_name(run, "--range", settings->ranges.items[i].name) && good;
    return good;
}

/* ---- what cannot be run ---- */

static Loc function_loc(const AdgenHarnessFunction *f)
{
    return loc_at(f->file, f->line, f->column);
}

static Loc group_loc(const AdgenHarnessFunction *f, const char *path)
{
    for (int i = 0; i < f->group_count; i++) {
        const AdgenHarnessParam *param = &f->params[f->groups[i].param];
        if (strcmp(f->groups[i].path, path) == 0)
            return loc_at(f->file, param->line, param->column);
    }
    return function_loc(f);
}

static void say_problem(Run *run, const AdgenHarnessFunction *f)
{
    Loc loc = loc_at(f->file, f->problem_line, f->problem_column);
    diag_error(run->diag, loc, "adgen-check", "'%s' cannot be called to check it: %s", f->name, f->problem);
}

static void say_lost(Run *run, const Watched *w)
{
    const AdgenHarnessFunction *f = w->function;
    const AdgenHarnessSlot     *slot = &f->slots[w->lost_slot];
    Loc loc = loc_at(f->file, f->params[slot->param].line, f->params[slot->param].column);
    diag_error(run->diag, loc, "adgen-check", "how much '%s' leads to cannot be found by running '%s'", slot->path, f->name);
    diag_note(run->diag, loc, "write --set %s=N, or ADGEN_SIZE before the parameter", slot->path);
}

static void say_ending(Run *run, const Watched *w)
{
    const char *why = report_ending(run->arena, w);
    if (!why)
        return;
    diag_error(run->diag, function_loc(w->function), "adgen-check", "%s", why);
    if (w->ending == ENDING_SIGNAL)
        diag_note(run->diag, function_loc(w->function), "if it is not made for such arguments: --set NAME=VALUE gives sizes "
                  "and indices, --range NAME=LO:HI says between which numbers others are drawn");
    if (w->ending == ENDING_TIME)
        diag_note(run->diag, function_loc(w->function), "--seconds N allows more than %d", run->input->settings->seconds);
}

/* Where a derivative is wrong: at the parameter, for each; at the function, for what concerns all. */
static void say_wrong(Run *run, const Watched *w)
{
    const AdgenHarnessFunction *f = w->function;
    for (int i = 0; i < w->findings.count; i++) {
        const Finding *finding = &w->findings.items[i];
        if (finding->verdict != VERDICT_WRONG)
            continue;
        if (finding->kind == FINDING_GROUP)
            diag_error(run->diag, group_loc(f, finding->name), "adgen-check",
                       "%s by '%s' in '%s' is wrong: %.10g, where differences give %.10g",
                       finding->which ? "the second derivative" : "the derivative", report_element(run->arena, finding),
                       f->derivative.name, finding->number[0], finding->number[1]);
        else if (finding->kind == FINDING_JUDGE && finding->which >= JUDGE_PRODUCT && finding->which != JUDGE_FINITE)
            diag_error(run->diag, function_loc(f), "adgen-check", "'%s' is wrong: %s: %s", f->derivative.name,
                       report_judge_name(finding->which), report_judge_detail(run->arena, finding));
    }
}

/* ---- running ---- */

static CheckOutcome worse(CheckOutcome a, CheckOutcome b)
{
    return a > b ? a : b;
}

static CheckOutcome watch(Run *run, int i)
{
    Watched *w = &run->watched[i];
    w->function = run->loaded.plain.items[i];
    if (w->function->problem) {
        say_problem(run, w->function);
        return CHECK_USAGE;
    }
    watch_function(run->arena, w, run->input->settings, &run->loaded, i);
    if (w->lost_slot >= 0) {
        say_lost(run, w);
        return CHECK_USAGE;
    }
    say_ending(run, w);
    say_wrong(run, w);
    return report_is_right(w) ? CHECK_RIGHT : CHECK_FAILED;
}

static CheckOutcome watch_all(Run *run)
{
    CheckOutcome outcome = CHECK_RIGHT;
    run->watched = ARENA_ARRAY(run->arena, Watched, run->count + 1);
    for (int i = 0; i < run->count; i++)
        outcome = worse(outcome, watch(run, i));
    return outcome;
}

static bool print_report(const Run *run)
{
    Text text = {0};
    if (run->input->settings->json)
        report_json(run->arena, &text, run->watched, run->count, run->input->settings);
    else
        report_text(run->arena, &text, run->watched, run->count, run->input->settings);
    bool written = fwrite(text_cstr(&text), 1, text.length, stdout) == text.length && fflush(stdout) == 0;
    text_free(&text);
    if (!written)
        fputs("adgen: error: cannot write to standard output\n", stderr);
    return written;
}

static void load(Run *run, const Bitcode *bitcode, bool literal)
{
    const CheckSettings *settings = run->input->settings;
    (literal ? jit_load_literal : jit_load)(run->arena, &run->loaded, bitcode->paths.items, bitcode->paths.count,
                                            run->input->input_count, settings->libraries.items, settings->libraries.count);
}

static CheckOutcome fail(const char *what, const char *why)
{
    fprintf(stderr, "adgen: error: %s%s%s\n", what, *why ? ": " : "", why);
    return CHECK_USAGE;
}

CheckOutcome check_run(Arena *arena, const CheckInput *input)
{
    Run     run = {.arena = arena, .input = input, .diag = diag_new(arena, stderr)};
    Bitcode bitcode = {0}, literal = {0};
    if (!compile_all(arena, input, &bitcode, &literal))
        return fail("clang does not compile what calls the functions; is what --set says C?", "");
    load(&run, &bitcode, false);
    if (!run.loaded.error)
        load(&run, &literal, true);
    if (run.loaded.error)
        return fail("the functions cannot be linked: name all files that take part, libraries by --load", run.loaded.error);
    run.count = run.loaded.plain.count;
    if (run.count == 0)
        return fail("there is nothing to check: no derivative is asked for", "");
    if (!check_names(&run))
        return CHECK_USAGE;
    CheckOutcome outcome = watch_all(&run);
    return print_report(&run) ? outcome : CHECK_FILE;
}
