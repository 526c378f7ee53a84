#define _XOPEN_SOURCE 700  /* P_tmpdir, mkdtemp */

#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check/check.h"
#include "check/harness.h"
#include "child.h"
#include "files.h"

static bool write_text(Arena *arena, const char *folder, const char *name, const Text *text)
{
    return files_write(arena_printf(arena, "%s/%s", folder, name), text);
}

static bool write_texts(Arena *arena, const char *folder, const Result *result)
{
    return write_text(arena, folder, CHECK_HARNESS, &result->harness) &&
           write_text(arena, folder, CHECK_DERIVATIVES, &result->output) &&
           write_text(arena, folder, HARNESS_HEADER, &result->header) &&
           write_text(arena, folder, CHECK_COMPANIONS, &result->beside) &&
           write_text(arena, folder, HARNESS_COMPANION_HEADER, &result->beside_header);
}

static Status status_of(CheckOutcome outcome)
{
    switch (outcome) {
    case CHECK_RIGHT:  return STATUS_OK;
    case CHECK_FAILED: return STATUS_CHECK;
    case CHECK_USAGE:  return STATUS_USAGE;
    case CHECK_FILE:   return STATUS_FILE;
    case CHECK_BUG:    break;
    }
    return STATUS_BUG;
}

/* Whoever interrupts it at a terminal interrupts the child, too: this process first removes the folder.  *interrupted says
 * that it is to end that way then. */
static int wait_for(pid_t child, bool *interrupted)
{
    int    status = 0;
    void (*before)(int) = signal(SIGINT, SIG_IGN);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    signal(SIGINT, before);
    *interrupted = WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
    return status;
}

static Status run_apart(Arena *arena, const Options *options, const char *folder, const Result *result, bool *interrupted)
{
    CheckInput input = {.settings = &options->check, .folder = folder, .inputs = options->inputs.items,
                        .input_count = options->inputs.count, .args = &result->args};
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit((int)status_of(check_run(arena, &input)));
    if (child < 0) {
        status_error("cannot start: %s", strerror(errno));
        return STATUS_BUG;
    }
    int status = wait_for(child, interrupted);
    if (WIFEXITED(status))
        return (Status)WEXITSTATUS(status);
    if (WTERMSIG(status) == SIGPIPE || *interrupted)   /* nobody reads the report */
        return STATUS_FILE;
    status_error("what runs the functions has stopped (%s); please report it with the input", strsignal(WTERMSIG(status)));
    return STATUS_BUG;
}

static Status check_in(Arena *arena, const Options *options, const char *folder, bool *interrupted)
{
    Options own = *options;
    Result  result = {0};
    own.output = arena_printf(arena, "%s/" CHECK_DERIVATIVES, folder);
    own.header = arena_printf(arena, "%s/" HARNESS_HEADER, folder);
    child_run(&own, &result);
    Status status = result.status;
    if (status == STATUS_OK)
        status = write_texts(arena, folder, &result) ? run_apart(arena, options, folder, &result, interrupted) : STATUS_FILE;
    result_free(&result);
    return status;
}

static void remove_folder(Arena *arena, const char *folder)
{
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        unlink(arena_printf(arena, "%s/%s", folder, entry->d_name));
    if (entries)
        closedir(entries);
    rmdir(folder);
}

Status check_files(Arena *arena, const Options *options)
{
    const char *missing = check_unavailable(), *place = getenv("TMPDIR");
    char       *folder = arena_printf(arena, "%s/adgen-check-XXXXXX", place && *place ? place : P_tmpdir);
    if (missing) {
        status_error("%s", missing);
        return STATUS_USAGE;
    }
    Status status = files_check(arena, options);
    if (status != STATUS_OK)
        return status;
    if (!mkdtemp(folder)) {
        status_error("cannot make a folder in '%s': %s", folder, strerror(errno));
        return STATUS_FILE;
    }
    bool interrupted = false;
    status = check_in(arena, options, folder, &interrupted);
    remove_folder(arena, folder);
    if (interrupted)
        raise(SIGINT);
    return status;
}
