#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "files.h"
#include "status.h"

/* One output on its way. */
typedef struct Writing {
    const Output *output;
    const char   *name;       /* for messages */
    int           stream;     /* a descriptor to write to as it is; -1: a file to be replaced */
    const char   *target;     /* that file, behind symbolic links */
    const char   *temporary;  /* the finished file beside it; NULL: there is none */
} Writing;

static bool failed(const Writing *writing, int error)
{
    status_error("cannot write %s: %s", writing->name, strerror(error));
    return false;
}

/* ---- What kind of file it is ---- */

static bool is_standard_output(const struct stat *info)
{
    struct stat out;
    return fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == info->st_dev && out.st_ino == info->st_ino;
}

static bool open_stream(Writing *writing)
{
    writing->stream = open(writing->output->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    return writing->stream >= 0 || failed(writing, errno);
}

/* Decide how to write; may wait for the reader of a FIFO, so signals are still let through. */
static bool begin(Arena *arena, Writing *writing, const Output *output)
{
    struct stat info;
    *writing = (Writing){output, "standard output", STDOUT_FILENO, NULL, NULL};
    if (!output->path)
        return true;
    writing->name = arena_printf(arena, "'%s'", output->path);
    if (stat(output->path, &info) == 0) {
        if (S_ISDIR(info.st_mode))
            return failed(writing, EISDIR);
        if (!S_ISREG(info.st_mode))
            return open_stream(writing);
        if (is_standard_output(&info))  /* /dev/stdout, led to a file that others append to as well */
            return true;
        if (access(output->path, W_OK) != 0)
            return failed(writing, errno);
    } else if (errno != ENOENT) {
        return failed(writing, errno);
    }
    writing->stream = -1;
    writing->target = files_resolve(arena, output->path);
    return true;
}

/* ---- Files that are replaced ---- */

/* A new file in the target's folder; *name is its path. */
static int create_beside(Arena *arena, const char *target, const char **name)
{
    enum { MOST_TRIES = 100 };
    int fd = -1;
    for (int i = 0; i < MOST_TRIES; i++) {
        *name = arena_printf(arena, "%s/.adgen-%ld-%d.tmp", files_folder(arena, target), (long)getpid(), i);
        fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    return fd;
}

static bool write_fully(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static bool keep_mode(int fd, const char *target)
{
    struct stat old;
    return stat(target, &old) != 0 || fchmod(fd, old.st_mode & 07777) == 0;
}

static bool to_disk(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;  /* not every file system can */
}

static bool prepare(Arena *arena, Writing *writing)
{
    if (writing->stream >= 0)
        return true;
    const char *name;
    int         fd = create_beside(arena, writing->target, &name);
    if (fd < 0)
        return failed(writing, errno);
    writing->temporary = name;
    const Text *text = writing->output->text;
    bool done = write_fully(fd, text_cstr(text), text->length) && keep_mode(fd, writing->target) && to_disk(fd);
    int  error = errno;
    if (close(fd) != 0 && done) {
        done = false;
        error = errno;
    }
    return done || failed(writing, error);
}

static bool put_in_place(Writing *writing)
{
    if (!writing->temporary)
        return true;
    if (rename(writing->temporary, writing->target) != 0)
        return failed(writing, errno);
    writing->temporary = NULL;
    return true;
}

/* ---- Streams ---- */

/* Wait until the stream takes more; false where a signal has come that is to end the process. */
static bool wait_for_room(int fd, const sigset_t *ending)
{
    enum { LOOK_UP = 100 };  /* milliseconds */
    for (;;) {
        sigset_t pending;
        sigpending(&pending);
        for (int signal = 1; signal <= SIGTERM; signal++) {
            if (sigismember(ending, signal) == 1 && sigismember(&pending, signal) == 1)
                return false;
        }
        struct pollfd room = {fd, POLLOUT, 0};
        if (poll(&room, 1, LOOK_UP) != 0)
            return true;  /* write tells what is wrong, if anything is */
    }
}

static bool write_stream(const Writing *writing, const sigset_t *ending)
{
    enum { PIECE = 4096 };  /* a pipe with room takes as much without waiting */
    if (writing->stream < 0)
        return true;
    const char *bytes = text_cstr(writing->output->text);
    for (size_t rest = writing->output->text->length, piece; rest > 0; bytes += piece, rest -= piece) {
        piece = rest < PIECE ? rest : PIECE;
        if (!wait_for_room(writing->stream, ending))
            return false;
        if (!write_fully(writing->stream, bytes, piece))
            return errno == EPIPE ? false : failed(writing, errno);  /* a reader that has gone needs no message */
    }
    return true;
}

/* Some file systems report what went wrong only here. */
static bool end_stream(Writing *writing)
{
    if (writing->stream < 0)
        return true;
    int fd = writing->stream;
    writing->stream = -1;
    return close(fd) == 0 || failed(writing, errno);
}

/* ---- All of them ---- */

/* Those that may end the process, and the one for a reader that has gone. */
static void hold_signals(sigset_t *ending, sigset_t *before)
{
    sigemptyset(ending);
    sigaddset(ending, SIGHUP);
    sigaddset(ending, SIGINT);
    sigaddset(ending, SIGQUIT);
    sigaddset(ending, SIGTERM);
    sigset_t held = *ending;
    sigaddset(&held, SIGPIPE);
    sigprocmask(SIG_BLOCK, &held, before);
    signal(SIGXFSZ, SIG_IGN);  /* a limit on the size of files becomes an error of write */
}

static bool write_all(Arena *arena, Writing *writings, int count, const sigset_t *ending)
{
    for (int i = 0; i < count; i++) {
        if (!prepare(arena, &writings[i]))
            return false;
    }
    for (int i = 0; i < count; i++) {
        if (!write_stream(&writings[i], ending) || !end_stream(&writings[i]))
            return false;
    }
    for (int i = 0; i < count; i++) {
        if (!put_in_place(&writings[i]))
            return false;
    }
    return true;
}

bool output_write(Arena *arena, const Output *outputs, int count)
{
    Writing *writings = ARENA_ARRAY(arena, Writing, count);
    for (int i = 0; i < count; i++) {
        if (!begin(arena, &writings[i], &outputs[i]))
            return false;
    }
    sigset_t ending, before;
    hold_signals(&ending, &before);
    bool done = write_all(arena, writings, count, &ending);
    for (int i = 0; i < count; i++) {
        if (writings[i].temporary)
            unlink(writings[i].temporary);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);  /* a signal that has come takes effect here */
    return done;
}
