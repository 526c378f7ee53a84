#define _XOPEN_SOURCE 700

#include "batch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twin.h"

/* ---- the file ---- */

static const char includes[] = "#include <adgen/adgen.h>\n#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\n";

static char *suffix_of(Arena *arena, uint64_t seed, const char *more)
{
    return arena_printf(arena, "_%d%s", (int)(seed % BATCH), more);
}

static Program *make(Arena *arena, uint64_t seed, const Edits *edits)
{
    Program *program = generate_program(arena, seed);
    for (int i = 0; edits && i < edits->list.count; i++)
        edit_program(program, edits->list.items[i]);
    return program;
}

static bool has_partner(const Fuzz *fuzz, uint64_t seed)
{
    return fuzz->pairs > 0 && seed % (uint64_t)fuzz->pairs == 0;
}

/* The program changed in some way that leaves it as it is; NULL: no way fits.  `change` gets which. */
static Program *make_partner(Arena *arena, uint64_t seed, const Edits *edits, Change *change, double *factor)
{
    Random random = { seed ^ 0xa5a5a5a5u };
    int first = random_below(&random, CHANGES);
    for (int i = 0; i < CHANGES; i++) {
        *change = (Change)((first + i) % CHANGES);
        Program *partner = make(arena, seed, edits);
        if (change_program(partner, *change, &random, factor))
            return partner;
    }
    return NULL;
}

static void write_one(const Fuzz *fuzz, Arena *arena, Text *out, Text *checks, uint64_t seed, const Edits *edits)
{
    char *suffix = suffix_of(arena, seed, "");
    Program *program = make(arena, seed, edits);
    program_print(out, program, suffix, true);
    text_puts(checks, " * check-gradient: ");
    program_print_call(checks, program, suffix);
    text_putc(checks, '\n');
    Change change;
    double factor;
    Program *partner = has_partner(fuzz, seed) ? make_partner(arena, seed, edits, &change, &factor) : NULL;
    if (!partner)
        return;
    program_print(out, partner, suffix_of(arena, seed, "b"), false);
    text_printf(checks, " * check-same: f%sb", suffix);
    text_printf(checks, factor == 1 ? "\n" : " * %g\n", factor);
}

void batch_write(const Fuzz *fuzz, Arena *arena, Text *out, const uint64_t *seeds, int count, const Edits *edits, const char *sentence)
{
    Text checks = { 0 };
    text_puts(out, includes);
    for (int i = 0; i < count; i++)
        write_one(fuzz, arena, out, &checks, seeds[i], edits);
    text_printf(out, "/*\n * check: %s\n%s */\n", sentence, text_cstr(&checks));
    text_free(&checks);
}

char *batch_path(const Fuzz *fuzz, Arena *arena, const char *name, const char *suffix)
{
    return arena_printf(arena, "%s/programs/%s%s", fuzz->config.work, name, suffix);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    bool good = file && fputs(text, file) >= 0;
    if (!file || fclose(file) != 0 || !good) {
        fprintf(stderr, "fuzz: cannot write %s\n", path);
        exit(2);
    }
}

bool batch_check(const Fuzz *fuzz, Arena *arena, const char *name, const char *text, Text *report)
{
    char *path = batch_path(fuzz, arena, name, ".c");
    Config config = fuzz->config;
    config.kinks = batch_path(fuzz, arena, name, ".kinks");
    write_file(path, text);
    return case_run(&config, path, report);
}

/* What a run has left: the case's folder and the files beside it. */
void batch_clean(const Fuzz *fuzz, const char *name)
{
    Arena *arena = arena_new();
    char *folder = batch_path(fuzz, arena, name, "");
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        remove(arena_printf(arena, "%s/%s", folder, entry->d_name));
    if (directory)
        closedir(directory);
    rmdir(folder);
    remove(batch_path(fuzz, arena, name, ".c"));
    remove(batch_path(fuzz, arena, name, ".kinks"));
    arena_free(arena);
}

/* ---- counting ---- */

static Refusal *refusal_of(Tally *tally, const char *id)
{
    for (int i = 0; i < MOST_IDS; i++) {
        Refusal *refusal = &tally->refusals[i];
        if (!*refusal->id)
            snprintf(refusal->id, sizeof refusal->id, "%s", id);
        if (strcmp(refusal->id, id) == 0)
            return refusal;
    }
    return &tally->refusals[MOST_IDS - 1];
}

void tally_add(Tally *sum, const Tally *more)
{
    long *to = &sum->programs;
    const long *from = &more->programs;
    for (size_t i = 0; i < offsetof(Tally, refusals) / sizeof(long); i++)
        to[i] += from[i];
    for (int i = 0; i < MOST_IDS && *more->refusals[i].id; i++) {
        Refusal *refusal = refusal_of(sum, more->refusals[i].id);
        if (refusal->count == 0)
            refusal->seed = more->refusals[i].seed;
        refusal->count += more->refusals[i].count;
    }
}

static void count_program(const Fuzz *fuzz, Arena *arena, uint64_t seed, Tally *tally)
{
    Program *program = generate_program(arena, seed);
    Change change;
    double factor;
    tally->programs++;
    for (int i = 0; i < FEATURES; i++)
        tally->features[i] += program->features[i] > 0;
    if (has_partner(fuzz, seed) && make_partner(arena, seed, NULL, &change, &factor)) {
        tally->pairs++;
        tally->changes[change]++;
    }
}

/* "f_3 2": at its second draw; 0: at none.  Each build says so. */
static void count_kinks(const Fuzz *fuzz, Arena *arena, const char *name, Tally *tally)
{
    char seen[BATCH] = { 0 };
    Text text = { 0 };
    text_read_file(&text, batch_path(fuzz, arena, name, ".kinks"));
    for (const char *line = text_cstr(&text); line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        int number = 0, draws = 0;
        if (sscanf(line, "f_%d %d", &number, &draws) != 2 || number < 0 || number >= BATCH || seen[number]++)
            continue;
        tally->redrawn += draws > 0;
        tally->given_up += draws == 0;
    }
    text_free(&text);
}

/* ---- failures ---- */

static void announce(const Fuzz *fuzz, Arena *arena, uint64_t seed, const char *report, Tally *tally)
{
    tally->failures++;
    printf("seed %llu fails: %s\n", (unsigned long long)seed, report);
    fflush(stdout);
    char *path = reduce_program(fuzz, arena, seed, report);
    printf("seed %llu: %s\n", (unsigned long long)seed, path);
    fflush(stdout);
}

/* ---- what adgen refuses ---- */

/* The programs of whose lines an error speaks; they are counted, and leave the list.  How many are left. */
static int drop_refused(const Fuzz *fuzz, Arena *arena, uint64_t *seeds, int count, Tally *tally)
{
    int left = 0;
    for (int i = 0; i < count; i++) {
        Text text = { 0 };
        batch_write(fuzz, arena, &text, &seeds[i], 1, NULL, "a program alone");
        char *name = arena_printf(arena, "refused_%llu", (unsigned long long)seeds[i]);
        char *path = batch_path(fuzz, arena, name, ".c");
        write_file(path, text_cstr(&text));
        text_free(&text);
        Command command = command_new(arena, fuzz->config.adgen);
        command_add(&command, arena_printf(arena, "-I%s", fuzz->config.include));
        command_add(&command, path);
        command_add(&command, "-o");
        command_add(&command, "/dev/null");
        Outcome outcome = command_run(&command);
        const char *error = strstr(text_cstr(&outcome.err), " error: "), *id = error ? strstr(error, "[adgen-") : NULL;
        if (outcome.status == 1 && id) {
            Refusal *refusal = refusal_of(tally, arena_strndup(arena, id + 1, strcspn(id + 1, "]")));
            if (refusal->count++ == 0)
                refusal->seed = seeds[i];
            tally->refused++;
            if (fuzz->refusals)
                announce(fuzz, arena, seeds[i], arena_printf(arena, "adgen: %.*s", (int)strcspn(error, "\n"), error), tally);
        } else {
            seeds[left++] = seeds[i];
        }
        outcome_free(&outcome);
        batch_clean(fuzz, name);
    }
    return left;
}

/* Whether these programs are right, together; `report` says what is wrong. */
static bool check_these(const Fuzz *fuzz, Arena *arena, const uint64_t *seeds, int count, Text *report)
{
    Text text = { 0 };
    char *name = arena_printf(arena, "part_%llu_%d", (unsigned long long)seeds[0], count);
    batch_write(fuzz, arena, &text, seeds, count, NULL, "some of the programs");
    bool good = batch_check(fuzz, arena, name, text_cstr(&text), report);
    batch_clean(fuzz, name);
    text_free(&text);
    return good;
}

/* The programs that fail, among some that fail together. */
static void find_failing(const Fuzz *fuzz, Arena *arena, const uint64_t *seeds, int count, const char *report, Tally *tally)
{
    if (count == 1) {
        announce(fuzz, arena, seeds[0], report, tally);
        return;
    }
    Text left = { 0 }, right = { 0 };
    int  half = count / 2;
    bool left_good = check_these(fuzz, arena, seeds, half, &left);
    bool right_good = check_these(fuzz, arena, seeds + half, count - half, &right);
    if (!left_good)
        find_failing(fuzz, arena, seeds, half, text_cstr(&left), tally);
    if (!right_good)
        find_failing(fuzz, arena, seeds + half, count - half, text_cstr(&right), tally);
    if (left_good && right_good) {
        Text text = { 0 };
        tally->failures++;
        printf("the programs from seed %llu fail only together: %s\n", (unsigned long long)seeds[0], report);
        batch_write(fuzz, arena, &text, seeds, count, NULL, report);
        write_file(arena_printf(arena, "%s/together_%llu.c", fuzz->found, (unsigned long long)seeds[0]), text_cstr(&text));
        text_free(&text);
    }
    text_free(&left);
    text_free(&right);
}

static void check_valid(const Fuzz *fuzz, Arena *arena, uint64_t *seeds, int count, Tally *tally)
{
    char *name = arena_printf(arena, "batch_%llu", (unsigned long long)seeds[0]);
    for (int tries = 0; tries < 2 && count > 0; tries++) {
        Text text = { 0 }, report = { 0 };
        batch_write(fuzz, arena, &text, seeds, count, NULL, "random programs");
        for (const char *at = text_cstr(&text); (at = strchr(at, '\n')); at++)
            tally->lines++;
        bool good = batch_check(fuzz, arena, name, text_cstr(&text), &report);
        count_kinks(fuzz, arena, name, tally);
        batch_clean(fuzz, name);
        bool refused = !good && strncmp(text_cstr(&report), "adgen: ", 7) == 0 && tries == 0;
        int  left = refused ? drop_refused(fuzz, arena, seeds, count, tally) : count;
        if (!good && left == count)
            find_failing(fuzz, arena, seeds, count, text_cstr(&report), tally);
        bool again = left < count;
        count = left;
        text_free(&text);
        text_free(&report);
        if (!again)
            return;
    }
}

/* ---- twins ---- */

static bool write_twin(Arena *arena, uint64_t seed, Text *out, Text *checks, int *kind)
{
    Random random = { seed ^ 0x7771717 };
    *kind = random_below(&random, twin_count);
    const Twin *twin = &twins[*kind];
    Program *program = generate_program(arena, seed);
    if (!add_twin(program, twin, &random))
        return false;
    char *suffix = suffix_of(arena, seed, "");
    size_t from = out->length;
    text_puts(out, twin_text(arena, twin->head, suffix));
    program_print(out, program, suffix, true);
    const char *at = text_cstr(out), *id = twin->id;
    int line = 1;
    for (const char *mark = strstr(at + from, TWIN_MARK); mark; mark = strstr(mark + 1, TWIN_MARK)) {
        for (; at < mark; at++)
            line += *at == '\n';
        text_printf(checks, " * check-error: %.*s @ %d\n", (int)strcspn(id, " "), id, line);
        id = strchr(id, ' ') ? strchr(id, ' ') + 1 : id;
    }
    return true;
}

static bool check_twins(const Fuzz *fuzz, Arena *arena, const uint64_t *seeds, int count, const char *name, Tally *tally, Text *report)
{
    Text text = { 0 }, checks = { 0 };
    int kind;
    text_puts(&text, includes);
    for (int i = 0; i < count; i++)
        if (write_twin(arena, seeds[i], &text, &checks, &kind) && tally) {
            tally->twins++;
            tally->twin_kinds[kind]++;
        }
    text_printf(&text, "/*\n * check: what is refused\n%s */\n", text_cstr(&checks));
    Fuzz lax = *fuzz;
    lax.config.lax = true;      /* one thing may lead to another */
    bool good = checks.length == 0 || batch_check(&lax, arena, name, text_cstr(&text), report);
    text_free(&text);
    text_free(&checks);
    return good;
}

static void check_refused(const Fuzz *fuzz, Arena *arena, const uint64_t *seeds, int count, Tally *tally)
{
    Text report = { 0 };
    char *name = arena_printf(arena, "twins_%llu", (unsigned long long)seeds[0]);
    bool good = check_twins(fuzz, arena, seeds, count, name, tally, &report);
    for (int i = 0; i < count && !good; i++) {
        Text single = { 0 };
        char *own = arena_printf(arena, "twin_%llu", (unsigned long long)seeds[i]);
        if (!check_twins(fuzz, arena, &seeds[i], 1, own, NULL, &single)) {
            char *kept = arena_printf(arena, "%s/%s.c", fuzz->found, own);
            rename(batch_path(fuzz, arena, own, ".c"), kept);
            printf("the twin of seed %llu: %s\nthe twin of seed %llu: %s\n", (unsigned long long)seeds[i], text_cstr(&single),
                   (unsigned long long)seeds[i], kept);
            tally->failures++;
        }
        batch_clean(fuzz, own);
        text_free(&single);
    }
    batch_clean(fuzz, name);
    text_free(&report);
}

void batch_run(const Fuzz *fuzz, uint64_t first, int count, Tally *tally)
{
    Arena *arena = arena_new();
    uint64_t seeds[BATCH], with_twins[BATCH];
    int twins_here = 0;
    for (int i = 0; i < count; i++) {
        seeds[i] = first + (uint64_t)i;
        count_program(fuzz, arena, seeds[i], tally);
        if (fuzz->twins > 0 && seeds[i] % (uint64_t)fuzz->twins == 0)
            with_twins[twins_here++] = seeds[i];
    }
    if (twins_here > 0)
        check_refused(fuzz, arena, with_twins, twins_here, tally);
    if (fuzz->valid)
        check_valid(fuzz, arena, seeds, count, tally);
    arena_free(arena);
}
