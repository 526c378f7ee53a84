#include "args.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* How an option takes its value, and what becomes of it. */
enum {
    EXACT     = 0,  /* no value */
    JOINED    = 1,  /* -Ddebug */
    SEPARATE  = 2,  /* -D debug */
    EITHER    = JOINED | SEPARATE,
    PASS      = 4,  /* goes to libclang */
    PATH      = 8,  /* its value is a directory */
    LOOKED_UP = 16  /* its value is a file, looked for in the include folders where it is not in the working one */
};

typedef struct ArgRule {
    const char *name;
    unsigned    how;
} ArgRule;

/* The longest name that fits decides. */
static const ArgRule rules[] = {
    {"-I", EITHER | PASS | PATH},
    {"-D", EITHER | PASS},
    {"-U", EITHER | PASS},
    {"-std=", JOINED | PASS},
    {"-ansi", EXACT | PASS},
    {"-isystem", EITHER | PASS | PATH},
    {"-iquote", EITHER | PASS | PATH},
    {"-idirafter", EITHER | PASS | PATH},
    {"-isysroot", EITHER | PASS | PATH},
    {"--sysroot=", JOINED | PASS | PATH},
    {"--sysroot", SEPARATE | PASS | PATH},
    {"-include", SEPARATE | PASS | LOOKED_UP},
    {"-imacros", SEPARATE | PASS | LOOKED_UP},
    {"-nostdinc", EXACT | PASS},
    {"-undef", EXACT | PASS},
    {"-pthread", EXACT | PASS},
    {"-m", JOINED | PASS},
    {"--target=", JOINED | PASS},
    {"-target", SEPARATE | PASS},
    {"-w", EXACT | PASS},
    {"-W", JOINED | PASS},
    {"-pedantic", EXACT | PASS},

    /* The rest of -f… is about code generation; -fopenmp is left out because libclang hides the bodies of parallel
     * loops with it. */
    {"-f", JOINED},
    {"-fsigned-char", EXACT | PASS},
    {"-funsigned-char", EXACT | PASS},
    {"-fno-signed-char", EXACT | PASS},
    {"-fno-unsigned-char", EXACT | PASS},
    {"-fshort-enums", EXACT | PASS},
    {"-fno-short-enums", EXACT | PASS},
    {"-fshort-wchar", EXACT | PASS},
    {"-ffreestanding", EXACT | PASS},
    {"-fhosted", EXACT | PASS},
    {"-fbuiltin", EXACT | PASS},
    {"-fno-builtin", JOINED | PASS},
    {"-ffast-math", EXACT | PASS},
    {"-fno-fast-math", EXACT | PASS},
    {"-ffinite-math-only", EXACT | PASS},
    {"-fno-finite-math-only", EXACT | PASS},
    {"-fmath-errno", EXACT | PASS},
    {"-fno-math-errno", EXACT | PASS},
    {"-fwrapv", EXACT | PASS},
    {"-fno-wrapv", EXACT | PASS},
    {"-fms-extensions", EXACT | PASS},
    {"-fgnu89-inline", EXACT | PASS},
    {"-fasm", EXACT | PASS},
    {"-fno-asm", EXACT | PASS},
    {"-fdollars-in-identifiers", EXACT | PASS},
    {"-fno-dollars-in-identifiers", EXACT | PASS},
    {"-fPIC", EXACT | PASS},
    {"-fpic", EXACT | PASS},
    {"-fPIE", EXACT | PASS},
    {"-fpie", EXACT | PASS},
    {"-fbracket-depth=", JOINED | PASS},
    {"-finput-charset=", JOINED | PASS},
    {"-fexec-charset=", JOINED | PASS},

    /* What a gcc or a clang may warn about differs: the compiler itself holds the program to -Werror. */
    {"-Werror", JOINED},
    {"-pedantic-errors", EXACT},
    {"-Wa,", JOINED},
    {"-Wl,", JOINED},

    {"-c", EXACT},
    {"-O", JOINED},
    {"-g", JOINED},
    {"-pipe", EXACT},
    {"-pg", EXACT},
    {"-s", EXACT},
    {"-l", EITHER},
    {"-L", EITHER},
    {"-static", JOINED},
    {"-shared", EXACT},
    {"-rdynamic", EXACT},
    {"-pie", EXACT},
    {"-no-pie", EXACT},
    {"-save-temps", JOINED},
    {"-MD", EXACT},
    {"-MMD", EXACT},
    {"-MP", EXACT},
    {"-MF", EITHER},
    {"-MT", EITHER},
    {"-MQ", EITHER},
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

static bool fits(const ArgRule *rule, const char *word)
{
    size_t length = strlen(rule->name);
    if (strncmp(word, rule->name, length) != 0)
        return false;
    return word[length] == '\0' || rule->how & JOINED;
}

static const ArgRule *find_rule(const char *word)
{
    const ArgRule *best = NULL;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (fits(&rules[i], word) && (!best || strlen(rules[i].name) > strlen(best->name)))
            best = &rules[i];
    }
    return best;
}

static const char *resolve(Arena *arena, const ArgRule *rule, const char *value, const char *directory)
{
    if (!(rule->how & (PATH | LOOKED_UP)) || !directory || value[0] == '/' || value[0] == '=')
        return value;
    const char *path = arena_printf(arena, "%s/%s", directory, value);
    return rule->how & PATH || access(path, F_OK) == 0 ? path : value;
}

/* -Wp,-DX=1,-UY: options for the preprocessor, each of which must be allowed itself. */
static int take_preprocessor(Arena *arena, ArgList *out, const char *word, const char *directory)
{
    VEC(const char *) parts = {0};
    for (const char *part = word + strlen("-Wp,"); *part;) {
        size_t length = strcspn(part, ",");
        VEC_PUSH(arena, &parts, arena_strndup(arena, part, length));
        part += length + (part[length] == ',');
    }
    for (int i = 0, taken; i < parts.count; i += taken) {
        bool depends = strcmp(parts.items[i], "-MD") == 0 || strcmp(parts.items[i], "-MMD") == 0;
        taken = depends ? 2 : args_take(arena, out, parts.items + i, parts.count - i, directory);  /* -MD,FILE here */
        if (taken <= 0)
            return taken;
    }
    return 1;
}

int args_take(Arena *arena, ArgList *out, const char *const *words, int count, const char *directory)
{
    const char *word = words[0];
    if (strncmp(word, "-Wp,", 4) == 0)
        return take_preprocessor(arena, out, word, directory);
    const ArgRule *rule = find_rule(word);
    if (!rule)
        return ARGS_UNKNOWN;
    const char *joined = word + strlen(rule->name);
    bool        separate = rule->how & SEPARATE && !*joined;
    if (separate && count < 2)
        return ARGS_NO_VALUE;
    if (rule->how & PASS) {
        if (rule->how & PATH && !separate)
            word = arena_printf(arena, "%s%s", rule->name, resolve(arena, rule, joined, directory));
        VEC_PUSH(arena, &out->list, word);
        if (separate)
            VEC_PUSH(arena, &out->list, resolve(arena, rule, words[1], directory));
    }
    return separate ? 2 : 1;
}

const char *args_nearest(const char *word, const char *best, int *distance)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        int here = text_distance(word, rules[i].name);
        if (here < *distance) {
            *distance = here;
            best = rules[i].name;
        }
    }
    return best;
}

void args_take_known(Arena *arena, ArgList *out, const char *const *words, int count, const char *directory)
{
    for (int i = 0, taken; i < count; i += taken) {
        bool writes = strcmp(words[i], "-o") == 0 && i + 1 < count;
        taken = writes ? 2 : args_take(arena, out, words + i, count - i, directory);
        if (taken <= 0)
            taken = 1;
    }
}
