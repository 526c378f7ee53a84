#include "process.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 120, BY_SIGNAL = 128 };

Command command_new(Arena *arena, const char *program)
{
    Command command = { .arena = arena };
    command_add(&command, program);
    return command;
}

void command_add(Command *command, const char *word)
{
    VEC_PUSH(command->arena, &command->words, word);
}

void command_add_all(Command *command, const char *words)
{
    Arena *arena = command->arena;
    for (words += strspn(words, " "); *words; words += strspn(words, " ")) {
        size_t length = strcspn(words, " ");
        command_add(command, arena_strndup(arena, words, length));
        words += length;
    }
}

static bool is_plain(const char *word)
{
    for (const char *at = word; *at; at++)
        if (!isalnum((unsigned char)*at) && !strchr("_-+./=,:@%", *at))
            return false;
    return *word != '\0';
}

char *command_text(const Command *command)
{
    Text text = { 0 };
    for (int i = 0; i < command->words.count; i++) {
        const char *word = command->words.items[i];
        text_printf(&text, is_plain(word) ? "%s%s" : "%s'%s'", i ? " " : "", word);
    }
    char *copy = arena_strdup(command->arena, text_cstr(&text));
    text_free(&text);
    return copy;
}

/* In the child: both limits outlive exec, the first ends a process that sleeps, the second one that computes. */
static void limit_time(void)
{
    struct rlimit limit = { SECONDS, SECONDS };
    setrlimit(RLIMIT_CPU, &limit);
    alarm(SECONDS);
}

static _Noreturn void become(const Command *command, int out, int err)
{
    int count = command->words.count;
    char **argv = calloc((size_t)count + 1, sizeof *argv);
    int null = open("/dev/null", O_RDONLY);
    if (argv && null >= 0 && dup2(null, 0) >= 0 && dup2(out, 1) >= 0 && dup2(err, 2) >= 0) {
        for (int i = 0; i < count; i++)
            argv[i] = (char *)command->words.items[i];
        limit_time();
        execvp(argv[0], argv);
    }
    dprintf(err, "cannot run %s: %s\n", command->words.items[0], strerror(errno));
    _exit(127);
}

static bool read_some(int from, Text *text)
{
    char bytes[4096];
    ssize_t got = read(from, bytes, sizeof bytes);
    if (got > 0)
        text_write(text, bytes, (size_t)got);
    return got > 0 || (got < 0 && errno == EINTR);
}

static void collect(int out, int err, Outcome *outcome)
{
    struct pollfd ends[2] = { { .fd = out, .events = POLLIN }, { .fd = err, .events = POLLIN } };
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (poll(ends, 2, -1) < 0 && errno != EINTR)
            return;
        if (ends[0].revents && !read_some(out, &outcome->out))
            ends[0].fd = -1;
        if (ends[1].revents && !read_some(err, &outcome->err))
            ends[1].fd = -1;
        ends[0].revents = ends[1].revents = 0;
    }
}

Outcome command_run(const Command *command)
{
    Outcome outcome = { .status = -1 };
    int out[2], err[2], status;
    if (pipe(out) != 0 || pipe(err) != 0)
        return outcome;
    pid_t child = fork();
    if (child == 0)
        become(command, out[1], err[1]);
    close(out[1]);
    close(err[1]);
    collect(out[0], err[0], &outcome);
    close(out[0]);
    close(err[0]);
    if (child > 0 && waitpid(child, &status, 0) == child)
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : BY_SIGNAL + WTERMSIG(status);
    return outcome;
}

void outcome_free(Outcome *outcome)
{
    text_free(&outcome->out);
    text_free(&outcome->err);
}
