#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

/* A failing program made smaller, greedily, as long as it goes on failing in the same way. */

typedef struct Reducer {
    const Fuzz *fuzz;
    Fuzz        own;          /* with the builds that matter alone */
    uint64_t    seed;
    char        kind[160];
    Edits       edits;
    int         checks;
    Arena      *arena;        /* of the whole reduction */
} Reducer;

enum { MOST_CHECKS = 400 };

/* What stays the same while a program shrinks: the step that fails, and who says so. */
static void kind_of(const char *report, char *kind, size_t room)
{
    const char *judge = strstr(report, ", but "), *option = strstr(report, "[-W");
    option = option ? option : strstr(report, "[adgen-");
    size_t step = strcspn(report, ":");
    if (judge)
        snprintf(kind, room, "%.*s|%.*s", (int)step, report, (int)strcspn(judge, "0123456789"), judge);
    else if (option)
        snprintf(kind, room, "%.*s|%.*s", (int)step, report, (int)strcspn(option, "]"), option);
    else
        snprintf(kind, room, "%.*s", (int)step, report);
}

/* Clean C that does what its quad copy does? */
static bool is_sound(Reducer *r, Arena *arena, const char *name, const char *text)
{
    Text report = { 0 };
    Fuzz sound = r->own;
    sound.config.sound = sound.config.lax = true;
    bool good = batch_check(&sound, arena, name, text, &report);
    text_free(&report);
    return good;
}

/* Without a word from the compiler; but about what is not used any more, where the failure is not about that. */
static bool compiles(Reducer *r, Arena *arena, const char *name)
{
    Command command = command_new(arena, r->own.config.gcc);
    command_add_all(&command, "-std=c11 -O1 -c -Wall -Wextra -Werror -Wno-maybe-uninitialized -o /dev/null");
    if (!strstr(r->kind, "unused"))
        command_add_all(&command, "-Wno-unused -Wno-unused-parameter -Wno-unused-but-set-variable -Wno-unused-value");
    command_add(&command, arena_printf(arena, "-I%s", r->own.config.include));
    command_add(&command, batch_path(&r->own, arena, name, ".c"));
    Outcome outcome = command_run(&command);
    bool good = outcome.status == 0;
    outcome_free(&outcome);
    return good;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        fprintf(stderr, "fuzz: cannot write %s\n", path);
        exit(2);
    }
}

/* Whether the program after these edits fails as the whole one does. */
static bool still_fails(Reducer *r, const Edits *edits)
{
    Arena *arena = arena_new();
    Text text = { 0 }, report = { 0 };
    char kind[sizeof r->kind], *name = arena_printf(arena, "reduced_%llu", (unsigned long long)r->seed);
    batch_write(&r->own, arena, &text, &r->seed, 1, edits, "a program that is made smaller");
    write_text(batch_path(&r->own, arena, name, ".c"), text_cstr(&text));
    r->checks++;
    bool fails = compiles(r, arena, name) && !batch_check(&r->own, arena, name, text_cstr(&text), &report);
    kind_of(text_cstr(&report), kind, sizeof kind);
    fails = fails && strcmp(kind, r->kind) == 0 && is_sound(r, arena, name, text_cstr(&text));
    batch_clean(&r->own, name);
    text_free(&text);
    text_free(&report);
    arena_free(arena);
    return fails;
}

/* Whether there is an edit of this number. */
static bool exists(Reducer *r, Edit edit)
{
    Arena *arena = arena_new();
    Program *program = generate_program(arena, r->seed);
    for (int i = 0; i < r->edits.list.count; i++)
        edit_program(program, r->edits.list.items[i]);
    bool found = edit_program(program, edit);
    arena_free(arena);
    return found;
}

/* All edits of a kind in turn; those that work are kept.  Whether there was one. */
static bool try_kind(Reducer *r, EditKind kind, int span)
{
    bool smaller = false;
    for (Edit edit = { kind, 0, span }; r->checks < MOST_CHECKS && exists(r, edit);) {
        VEC_PUSH(r->arena, &r->edits.list, edit);
        if (still_fails(r, &r->edits)) {
            smaller = true;
            continue;
        }
        r->edits.list.count--;
        edit.number += span;
    }
    return smaller;
}

/* Statements by the dozen first. */
static bool try_all(Reducer *r)
{
    bool smaller = false;
    for (int span = r->edits.list.count == 0 ? 12 : 3; span > 1; span /= 2)
        smaller = try_kind(r, EDIT_DROP, span) || smaller;
    for (EditKind kind = 0; kind < EDIT_KINDS; kind++)
        smaller = try_kind(r, kind, 1) || smaller;
    return smaller;
}

/* The builds that are not needed for it to fail are left out. */
static void choose_chores(Reducer *r)
{
    static const unsigned builds[] = { CHORE_CLANG_SANITIZED, CHORE_GCC_SANITIZED, CHORE_GCC_O0, CHORE_GCC_O2, CHORE_GCC_O3,
                                       CHORE_CLANG_O2, CHORE_CLANG_O3 };
    unsigned all = r->own.config.chores;
    for (int i = 0; i < 7; i++) {
        unsigned one = all & builds[i], others = all & ~(unsigned)CHORE_BUILDS;
        if (!one)
            continue;
        r->own.config.chores = one | others;
        if (still_fails(r, NULL))
            break;
        r->own.config.chores = all;
    }
    int pairs = r->own.pairs;
    r->own.pairs = 0;
    if (!still_fails(r, NULL))
        r->own.pairs = pairs;
}

char *reduce_program(const Fuzz *fuzz, Arena *arena, uint64_t seed, const char *report)
{
    Reducer r = { .fuzz = fuzz, .own = *fuzz, .seed = seed, .arena = arena };
    kind_of(report, r.kind, sizeof r.kind);
    bool steady = !fuzz->quick && still_fails(&r, NULL);
    if (steady)
        choose_chores(&r);
    for (bool smaller = steady; smaller && r.checks < MOST_CHECKS;)
        smaller = try_all(&r);
    Text text = { 0 };
    const char *said = arena_strndup(arena, report, strcspn(report, "(\n"));
    const char *sentence = arena_printf(arena, "seed %llu of tests/fuzz%s; %s", (unsigned long long)seed,
                                        steady || fuzz->quick ? "" : " (not made smaller: it is no sound program)", said);
    batch_write(&r.own, arena, &text, &seed, 1, &r.edits, sentence);
    char *path = arena_printf(arena, "%s/seed_%llu.c", fuzz->found, (unsigned long long)seed);
    write_text(path, text_cstr(&text));
    text_free(&text);
    return path;
}
