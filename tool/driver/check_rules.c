#define _XOPEN_SOURCE 700  /* P_tmpdir */

#include "check_rules.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "files.h"
#include "rules/given.h"

extern char **environ;

Status read_rules(Arena *arena, const char *const *paths, int count, Diag *diag)
{
    for (int i = 0; i < count; i++) {
        Text text = {0};

        if (!text_read_file(&text, paths[i])) {
            status_error("cannot read '%s': %s", paths[i], strerror(errno));
            text_free(&text);
            return STATUS_FILE;
        }
        const char *kept = arena_strdup(arena, text_cstr(&text));
        text_free(&text);
        if (!given_read(arena, paths[i], kept, diag))
            return STATUS_REFUSED;
    }
    return STATUS_OK;
}

/* ---- the program ---- */

/* Behind the functions f0, f1, … and their partial derivatives p0_0 …, and the table of them. */
static const char program_end[] =
    "enum { DRAWN = 20, TABLE = 12 };\n"
    "static double draw(unsigned long long *state)\n"
    "{\n"
    "    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;\n"
    "    return (double)(*state >> 11) / 9007199254740992.0;\n"
    "}\n"
    "static double central(const struct rule *r, const double *a, int i, double h)\n"
    "{\n"
    "    double right[3] = {a[0], a[1], a[2]}, left[3] = {a[0], a[1], a[2]};\n"
    "    right[i] += h;\n"
    "    left[i] -= h;\n"
    "    return (r->f(right) - r->f(left)) / (right[i] - left[i]);\n"
    "}\n"
    "static double ridders(const struct rule *r, const double *a, int i, double *error)\n"
    "{\n"
    "    double t[TABLE][TABLE], h = a[i] == 0.0 ? 0.02 : 0.05 * fabs(a[i]), best = NAN;\n"
    "    for (int k = 0; k < 40 && !isfinite(central(r, a, i, h)); k++)\n"
    "        h /= 2;\n"
    "    *error = HUGE_VAL;\n"
    "    t[0][0] = central(r, a, i, h);\n"
    "    for (int k = 1; k < TABLE; k++) {\n"
    "        double factor = 1.96;\n"
    "        h /= 1.4;\n"
    "        t[0][k] = central(r, a, i, h);\n"
    "        for (int j = 1; j <= k; j++, factor *= 1.96) {\n"
    "            double e;\n"
    "            t[j][k] = (t[j - 1][k] * factor - t[j - 1][k - 1]) / (factor - 1.0);\n"
    "            e = fmax(fabs(t[j][k] - t[j - 1][k]), fabs(t[j][k] - t[j - 1][k - 1]));\n"
    "            if (e <= *error) {\n"
    "                *error = e;\n"
    "                best = t[j][k];\n"
    "            }\n"
    "        }\n"
    "    }\n"
    "    return best;\n"
    "}\n"
    "static void point(const struct rule *r, int at, unsigned long long *state, double *a)\n"
    "{\n"
    "    for (int k = 0; k < r->arity; k++) {\n"
    "        double drawn = r->from + draw(state) * (r->to - r->from);\n"
    "        a[k] = at < r->count ? r->points[at * r->arity + k] : r->letters[k] == 'n' ? floor(6.0 * draw(state)) : drawn;\n"
    "    }\n"
    "}\n"
    "int main(void)\n"
    "{\n"
    "    for (int n = 0; n < (int)(sizeof rules / sizeof *rules); n++)\n"
    "        for (int i = 0; i < rules[n].arity; i++) {\n"
    "            const struct rule *r = &rules[n];\n"
    "            unsigned long long state = 12345;\n"
    "            int told = 0;\n"
    "            double worst = 0.0, bad[6] = {0};\n"
    "            if (r->letters[i] == 'n')\n"
    "                continue;\n"
    "            for (int at = 0; at < r->count + DRAWN; at++) {\n"
    "                double a[3] = {0}, error, wanted, got, off, size;\n"
    "                point(r, at, &state, a);\n"
    "                wanted = ridders(r, a, i, &error);\n"
    "                got = r->p[i](a);\n"
    "                size = fmax(fabs(wanted), isfinite(got) ? fabs(got) : 0.0);\n"
    "                if (!isfinite(wanted) || error > 1e-3 * size + 1e-9)\n"
    "                    continue;\n"
    "                told++;\n"
    "                off = fabs(got - wanted) / (r->bound * size + 20.0 * error + 1e-4 * r->bound);\n"
    "                off = isfinite(got) ? off : HUGE_VAL;\n"
    "                if (off > 1.0 && off > worst) {\n"
    "                    worst = off;\n"
    "                    bad[0] = got;\n"
    "                    bad[1] = wanted;\n"
    "                    for (int k = 0; k < 3; k++)\n"
    "                        bad[2 + k] = a[k];\n"
    "                }\n"
    "            }\n"
    "            printf(\"%d %d %d %d %.17g %.17g %.17g %.17g %.17g\\n\", n, i, told, worst > 0.0, bad[0], bad[1], bad[2], bad[3],\n"
    "                   bad[4]);\n"
    "        }\n"
    "    return 0;\n"
    "}\n";

static const char *letter_type(const Given *rule, int i)
{
    return rule->letters[i] == 'n' ? rule->plain : "double";
}

static void put_prototype(Text *out, const Given *rule)
{
    text_printf(out, "%s %s(", rule->result, rule->name);
    for (int i = 0; i < rule->arity; i++)
        text_printf(out, "%s%s", i ? ", " : "", letter_type(rule, i));
    text_puts(out, ");\n");
}

static void put_functions(Text *out, const Given *rule, int number)
{
    text_printf(out, "static double f%d(const double *a) { return (double)%s(", number, rule->name);
    for (int i = 0; i < rule->arity; i++)
        text_printf(out, "%s(%s)a[%d]", i ? ", " : "", letter_type(rule, i), i);
    text_puts(out, "); }\n");
    for (int i = 0; i < rule->arity; i++) {
        text_printf(out, "static double p%d_%d(const double *a) { const double r = f%d(a); (void)r;", number, i, number);
        for (int k = 0; k < rule->arity; k++)
            text_printf(out, " const %s %c = (%s)a[%d]; (void)%c;", letter_type(rule, k), rule->letters[k],
                        letter_type(rule, k), k, rule->letters[k]);
        text_printf(out, " return %s; }\n", rule->partials[i] ? rule->partials[i] : "0.0");
    }
}

static void put_row(Text *out, const Given *rule, int number)
{
    text_printf(out, "    {f%d, {", number);
    for (int i = 0; i < rule->arity; i++)
        text_printf(out, "%sp%d_%d", i ? ", " : "", number, i);
    text_printf(out, "}, %d, \"%s\", %.17g, %.17g, (const double[]){0.0", rule->arity, rule->letters, rule->from, rule->to);
    for (int i = 0; i < rule->point_count; i++)
        text_printf(out, ", %.17g", rule->points[i]);
    text_printf(out, "} + 1, %d, _Generic(%s(", rule->point_count / rule->arity, rule->name);
    for (int i = 0; i < rule->arity; i++)
        text_printf(out, "%s1", i ? ", " : "");
    text_puts(out, "), float: 5e-3, default: 1e-6)},\n");
}

static void put_program(Text *out)
{
    text_puts(out, "#define _GNU_SOURCE\n#include <math.h>\n#include <stdio.h>\n#include <adgen/special.h>\n");
    for (int i = 0; i < given_include_count(); i++)
        text_printf(out, "%s\n", given_include(i));
    for (int i = 0; i < given_count() && given_include_count() == 0; i++)
        put_prototype(out, given_rule(i));
    for (int i = 0; i < given_count(); i++)
        put_functions(out, given_rule(i), i);
    text_puts(out, "static const struct rule {\n    double (*f)(const double *);\n    double (*p[3])(const double *);\n"
                   "    int arity;\n    const char *letters;\n    double from, to;\n    const double *points;\n"
                   "    int count;\n    double bound;\n"
                   "} rules[] = {\n");
    for (int i = 0; i < given_count(); i++)
        put_row(out, given_rule(i), i);
    text_puts(out, "};\n");
    text_puts(out, program_end);
}

/* ---- running it ---- */

typedef struct Words {
    VEC(const char *) list;
} Words;

/* Runs a command to its end; its standard output goes to `out`, if given.  False where it failed or could not be run. */
static bool run_command(Arena *arena, const Words *words, const char *out)
{
    posix_spawn_file_actions_t actions;
    char                     **argv = ARENA_ARRAY(arena, char *, words->list.count + 1);
    pid_t                      child;
    int                        status, error;

    for (int i = 0; i < words->list.count; i++)
        argv[i] = arena_strdup(arena, words->list.items[i]);
    posix_spawn_file_actions_init(&actions);
    if (out)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    error = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error) {
        status_error("cannot run '%s': %s", argv[0], strerror(error));
        return false;
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void add_words(Arena *arena, Words *words, const char *text)
{
    while (*(text += strspn(text, " \t"))) {
        size_t length = strcspn(text, " \t");

        VEC_PUSH(arena, &words->list, arena_strndup(arena, text, length));
        text += length;
    }
}

static void compile_words(Arena *arena, const Options *options, const char *source, const char *program, Words *words)
{
    const char *compiler = getenv("CC"), *include = files_own_include(arena);

    add_words(arena, words, compiler && *compiler ? compiler : "cc");
    add_words(arena, words, "-std=gnu11 -w -Werror=implicit-function-declaration -O1 -o");
    VEC_PUSH(arena, &words->list, program);
    VEC_PUSH(arena, &words->list, source);
    for (int i = 0; i < options->inputs.count; i++)
        VEC_PUSH(arena, &words->list, options->inputs.items[i]);
    for (int i = 0; i < options->rest.count; i++)
        VEC_PUSH(arena, &words->list, options->rest.items[i]);
    for (int i = 0; i < options->check_rules.count; i++)   /* where its own #include lines look first */
        VEC_PUSH(arena, &words->list, arena_printf(arena, "-I%s", files_folder(arena, options->check_rules.items[i])));
    if (include) {
        VEC_PUSH(arena, &words->list, "-idirafter");
        VEC_PUSH(arena, &words->list, include);
        VEC_PUSH(arena, &words->list, arena_printf(arena, "-L%s/../lib", include));
        VEC_PUSH(arena, &words->list, arena_printf(arena, "-L%s/../runtime", include));
    }
    VEC_PUSH(arena, &words->list, "-lm");
}

/* The functions of the runtime, where a formula needs them. */
static bool needs_runtime(void)
{
    for (int i = 0; i < given_count(); i++)
        for (int k = 0; k < given_rule(i)->arity; k++)
            if (given_rule(i)->partials[k] && strstr(given_rule(i)->partials[k], "adgen_"))
                return true;
    return false;
}

/* ---- what it says ---- */

static void report_wrong(Arena *arena, Diag *diag, const Given *rule, int i, const double *numbers)
{
    Text at = {0};

    for (int k = 0; k < rule->arity; k++)
        text_printf(&at, "%s%.10g", k ? ", " : "", numbers[2 + k]);
    diag_error(diag, rule->partials[i] ? rule->partial_locs[i] : rule->loc, "adgen-rule",
               "the derivative of '%s' by argument %d is wrong: %.10g at (%s), where differences give %.10g", rule->name, i + 1,
               numbers[0], arena_strdup(arena, text_cstr(&at)), numbers[1]);
    text_free(&at);
}

typedef struct Tally {
    int derivatives, points;
} Tally;

static bool report_line(Arena *arena, Diag *diag, const char *line, Tally *tally)
{
    int    number, i, told, wrong;
    double numbers[5];

    if (sscanf(line, "%d %d %d %d %lf %lf %lf %lf %lf", &number, &i, &told, &wrong, &numbers[0], &numbers[1], &numbers[2],
               &numbers[3], &numbers[4]) != 9 || number < 0 || number >= given_count())
        return false;
    if (wrong)
        report_wrong(arena, diag, given_rule(number), i, numbers);
    else if (told == 0)
        diag_error(diag, given_rule(number)->loc, "adgen-rule",
                   "differences tell no derivative of '%s' by argument %d between %.6g and %.6g", given_rule(number)->name, i + 1,
                   given_rule(number)->from, given_rule(number)->to);
    tally->derivatives++;
    tally->points += told;
    return true;
}

static bool report(Arena *arena, Diag *diag, const char *path, Tally *tally)
{
    FILE *file = fopen(path, "r");
    char  line[1024];
    bool  good = file != NULL;

    while (good && fgets(line, sizeof line, file))
        good = report_line(arena, diag, line, tally);
    if (file)
        fclose(file);
    return good;
}

static Status check_in(Arena *arena, const Options *options, const char *folder, Diag *diag)
{
    const char *source = arena_printf(arena, "%s/rules.c", folder), *program = arena_printf(arena, "%s/rules", folder);
    const char *out = arena_printf(arena, "%s/out", folder);
    Text        text = {0};
    Words       compile = {0}, run = {0};
    Tally       tally = {0, 0};
    bool        written;

    put_program(&text);
    written = files_write(source, &text);
    text_free(&text);
    if (!written)
        return STATUS_FILE;
    compile_words(arena, options, source, program, &compile);
    if (needs_runtime())
        VEC_PUSH(arena, &compile.list, "-ladgen_rt");
    VEC_PUSH(arena, &run.list, program);
    if (!run_command(arena, &compile, NULL)) {
        status_error("the rules do not compile as C: see that each has the arguments of its function, and give the files or "
                     "libraries that hold the functions, and what else the compiler needs after '--'");
        return STATUS_REFUSED;
    }
    if (!run_command(arena, &run, out) || !report(arena, diag, out, &tally)) {
        status_error("the program that checks the rules has failed");
        return STATUS_REFUSED;
    }
    if (diag_errors(diag) > 0)
        return STATUS_REFUSED;
    printf("%d rules: %d derivatives agree with differences, at %d points\n", given_count(), tally.derivatives, tally.points);
    return fflush(stdout) == 0 ? STATUS_OK : STATUS_FILE;
}

Status check_rules(Arena *arena, const Options *options)
{
    static const char *const made[] = {"rules.c", "rules", "out"};
    const char *place = getenv("TMPDIR");
    char       *folder = arena_printf(arena, "%s/adgen-rules-XXXXXX", place && *place ? place : P_tmpdir);
    Diag       *diag = diag_new(arena, stderr);
    Status      status = read_rules(arena, options->check_rules.items, options->check_rules.count, diag);

    if (status != STATUS_OK)
        return status;
    if (given_count() == 0) {
        status_error("'%s' holds no rule", options->check_rules.items[0]);
        return STATUS_REFUSED;
    }
    if (!mkdtemp(folder)) {
        status_error("cannot make a folder in '%s': %s", folder, strerror(errno));
        return STATUS_FILE;
    }
    status = check_in(arena, options, folder, diag);
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        unlink(arena_printf(arena, "%s/%s", folder, made[i]));
    rmdir(folder);
    return status;
}
