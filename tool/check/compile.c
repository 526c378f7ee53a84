#include "compile.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct Words {
    VEC(const char *) list;
} Words;

const char *compile_clang(void)
{
#ifdef ADGEN_CHECK_CLANG
    if (access(ADGEN_CHECK_CLANG, X_OK) == 0)
        return ADGEN_CHECK_CLANG;
#endif
    return NULL;
}

/* The options of the n-th file. */
static void add_user_args(Arena *arena, Words *words, const Text *args, int n)
{
    const char *at = text_cstr(args), *end = at + args->length;
    bool        standard = false;
    for (; at < end && n > 0; at += strlen(at) + 1)
        n -= *at == '\0';
    for (; at < end && *at; at += strlen(at) + 1) {
        standard = standard || strncmp(at, "-std=", 5) == 0 || strcmp(at, "-ansi") == 0;
        if (strncmp(at, "-fopenmp", 8) != 0)
            VEC_PUSH(arena, &words->list, at);
    }
    if (!standard)
        VEC_PUSH(arena, &words->list, "-std=c11");
}

/* As few accesses to memory as the source has, and no operation that it has not, with -O1, which keeps variables in
 * registers: nothing is vectorised or fused.  What the warnings are about is the user's business, but a call of nothing is
 * ours. */
static const char *const own_args[] = {
    "-w", "-Werror=implicit-function-declaration", "-g0", "-O1", "-fno-vectorize", "-fno-slp-vectorize", "-fno-unroll-loops",
    "-ffp-contract=off", "-c", "-emit-llvm",
};

/* Generated code has hints to vectorise its loops for compilers alone, not for adgen, which it may be given to. */
static const char *const derivative_args[] = {"-D__ADGEN__=1"};

/* Every access that the source has, even if nothing comes of it; one outside of an array that the source declares is the
 * end. */
static const char *const literal_args[] = {
    "-O0", "-fsanitize=bounds,integer-divide-by-zero", "-fsanitize-trap=all",
};

static void add_words(Arena *arena, Words *words, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        VEC_PUSH(arena, &words->list, list[i]);
}

static pid_t start_clang(Arena *arena, const CheckInput *input, const char *name, int file, bool literal, const char *out)
{
    Words words = {0};
    pid_t child = -1;
    VEC_PUSH(arena, &words.list, compile_clang());
    add_user_args(arena, &words, input->args, file);
    add_words(arena, &words, own_args, sizeof own_args / sizeof *own_args);
    if (strcmp(name, CHECK_HARNESS) != 0)
        add_words(arena, &words, derivative_args, sizeof derivative_args / sizeof *derivative_args);
    if (literal)
        add_words(arena, &words, literal_args, sizeof literal_args / sizeof *literal_args);
    VEC_PUSH(arena, &words.list, arena_printf(arena, "-DADGEN_HARNESS_FILE=%d", file));
    VEC_PUSH(arena, &words.list, "-o");
    VEC_PUSH(arena, &words.list, out);
    VEC_PUSH(arena, &words.list, arena_printf(arena, "%s/%s", input->folder, name));
    char **argv = ARENA_ARRAY(arena, char *, words.list.count + 1);
    for (int i = 0; i < words.list.count; i++)
        argv[i] = arena_strdup(arena, words.list.items[i]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (literal)                             /* the other copy's compiler says the same */
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawn(&child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error)
        fprintf(stderr, "adgen: error: cannot run '%s': %s\n", argv[0], strerror(error));
    return error ? -1 : child;
}

static bool ended_well(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool all_ended_well(const pid_t *children, int count)
{
    bool good = true;
    for (int i = 0; i < count; i++)
        good = children[i] > 0 && ended_well(children[i]) && good;
    return good;
}

/* All at once: each takes as long as the others. */
bool compile_all(Arena *arena, const CheckInput *input, Bitcode *bitcode, Bitcode *literal)
{
    int    files = input->input_count, count = files + 2;
    pid_t *children = ARENA_ARRAY(arena, pid_t, count + files);
    for (int i = 0; i < count + files; i++) {
        const char *name = i < files || i >= count ? CHECK_HARNESS : i == files ? CHECK_DERIVATIVES : CHECK_COMPANIONS;
        const char *out = arena_printf(arena, "%s/%d.bc", input->folder, i);
        int         file = i < files ? i : i >= count ? i - count : 0;
        if (i < count)
            VEC_PUSH(arena, &bitcode->paths, out);
        else
            VEC_PUSH(arena, &literal->paths, out);
        children[i] = start_clang(arena, input, name, file, i >= count, out);
    }
    for (int i = files; i < count; i++)
        VEC_PUSH(arena, &literal->paths, bitcode->paths.items[i]);
    return all_ended_well(children, count + files);
}
