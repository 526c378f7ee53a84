#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "emit/emit.h"

/* What makes two paths the same file: the file itself, or where there is none its folder and its name there. */
typedef struct Identity {
    bool        known;    /* false for what is no regular file: writing to /dev/null twice is fine */
    dev_t       device;
    ino_t       inode;
    const char *name;     /* "" for a file that exists */
} Identity;

/* One file to be written. */
typedef struct Target {
    const char *option;
    const char *path;     /* NULL: standard output */
} Target;

const char *files_folder(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}

/* Where the symbolic link points, as seen from here; NULL for no link. */
static const char *follow(Arena *arena, const char *path)
{
    char    link[4096];
    ssize_t length = readlink(path, link, sizeof link - 1);
    if (length < 0)
        return NULL;
    link[length] = '\0';
    return link[0] == '/' ? arena_strdup(arena, link) : arena_printf(arena, "%s/%s", files_folder(arena, path), link);
}

const char *files_resolve(Arena *arena, const char *path)
{
    enum { MOST_LINKS = 40 };  /* as the kernel */
    for (int i = 0; i < MOST_LINKS; i++) {
        const char *next = follow(arena, path);
        if (!next)
            break;
        path = next;
    }
    return path;
}

bool files_write(const char *path, const Text *text)
{
    FILE *file = fopen(path, "w");
    bool  good = file && fwrite(text_cstr(text), 1, text->length, file) == text->length;
    good = file && fclose(file) == 0 && good;
    if (!good)
        status_error("cannot write '%s': %s", path, strerror(errno));
    return good;
}

const char *files_own_include(Arena *arena)
{
    const char *self = follow(arena, "/proc/self/exe");
    if (!self)
        return NULL;
    const char *prefix = files_folder(arena, files_folder(arena, self));
    const char *include = arena_printf(arena, "%s/include", prefix);
    return access(arena_printf(arena, "%s/adgen/adgen.h", include), R_OK) == 0 ? include : NULL;
}

static Identity identify(Arena *arena, const char *path)
{
    struct stat info;
    if (path ? stat(path, &info) == 0 : fstat(STDOUT_FILENO, &info) == 0)
        return (Identity){S_ISREG(info.st_mode), info.st_dev, info.st_ino, ""};
    if (!path)
        return (Identity){0};
    path = files_resolve(arena, path);
    const char *slash = strrchr(path, '/');
    bool        known = stat(files_folder(arena, path), &info) == 0;
    return (Identity){known, info.st_dev, info.st_ino, slash ? slash + 1 : path};
}

static bool is_same(Identity a, Identity b)
{
    return a.known && b.known && a.device == b.device && a.inode == b.inode && strcmp(a.name, b.name) == 0;
}

static bool is_readable(const char *path)
{
    struct stat info;
    int         fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);  /* a FIFO would wait for its writer */
    if (fd < 0 || fstat(fd, &info) != 0)
        status_error("cannot read '%s': %s", path, strerror(errno));
    else if (S_ISDIR(info.st_mode))
        status_error("cannot read '%s': %s", path, strerror(EISDIR));
    else if (!S_ISREG(info.st_mode))
        status_error("cannot read '%s': it is not a regular file", path);
    if (fd < 0)
        return false;
    close(fd);
    return S_ISREG(info.st_mode);
}

/* The input that is this file, or NULL. */
static const char *input_of(Arena *arena, const Options *options, Identity id)
{
    for (int i = 0; i < options->inputs.count; i++) {
        if (is_same(id, identify(arena, options->inputs.items[i])))
            return options->inputs.items[i];
    }
    return NULL;
}

static bool are_apart(Arena *arena, const Options *options, const Target *targets, int count)
{
    Identity ids[3];
    for (int i = 0; i < count; i++) {
        ids[i] = identify(arena, targets[i].path);
        const char *input = input_of(arena, options, ids[i]);
        if (input) {
            status_error("%s would overwrite the input, '%s'", targets[i].option, input);
            return false;
        }
        for (int j = 0; j < i; j++) {
            bool both_streams = !targets[i].path && !targets[j].path;
            if (!both_streams && !is_same(ids[i], ids[j]))
                continue;
            status_error("%s and %s would write to the same file", targets[j].option, targets[i].option);
            return false;
        }
    }
    return true;
}

/* What is to be written; returns how many. */
static int list_targets(const Options *options, Target targets[3])
{
    int count = 0;
    targets[count++] = (Target){options->output ? "'-o'" : "standard output", options->output};
    if (options->header)
        targets[count++] = (Target){"'--header'", options->header};
    if (options->depfile)
        targets[count++] = (Target){"'-MF'", strcmp(options->depfile, "-") == 0 ? NULL : options->depfile};
    return count;
}

/* Each input once: its functions would be defined twice. */
static bool are_different(Arena *arena, const Options *options)
{
    for (int i = 0; i < options->inputs.count; i++) {
        const char *first = input_of(arena, options, identify(arena, options->inputs.items[i]));
        if (!first || first == options->inputs.items[i])
            continue;
        status_error("'%s' and '%s' are the same file", first, options->inputs.items[i]);
        return false;
    }
    return true;
}

Status files_check(Arena *arena, const Options *options)
{
    bool readable = true;
    for (int i = 0; i < options->inputs.count; i++)
        readable = is_readable(options->inputs.items[i]) && readable;
    if (!readable)
        return STATUS_FILE;
    if (!are_different(arena, options))
        return STATUS_USAGE;
    if (options->database && !is_readable(arena_printf(arena, "%s/compile_commands.json", options->database)))
        return STATUS_FILE;
    Target targets[3];
    int    count = list_targets(options, targets);
    return are_apart(arena, options, targets, count) ? STATUS_OK : STATUS_USAGE;
}

static bool is_generated(const char *path)
{
    Text text = {0};
    bool generated = text_read_file(&text, path) && strncmp(text_cstr(&text), EMIT_TITLE, strlen(EMIT_TITLE)) == 0;
    text_free(&text);
    return generated;
}

static bool is_among(Arena *arena, Identity id, const FileList *files, const char **which)
{
    for (int i = 0; i < files->paths.count; i++) {
        *which = files->paths.items[i];
        if (is_same(id, identify(arena, *which)))
            return true;
    }
    return false;
}

Status files_check_read(Arena *arena, const Options *options, const FileList *files)
{
    Target targets[3];
    int    count = list_targets(options, targets);
    for (int i = 0; i < count; i++) {
        const char *which;
        if (!is_among(arena, identify(arena, targets[i].path), files, &which) || is_generated(which))
            continue;
        if (options->inputs.count == 1)
            status_error("%s would overwrite '%s', which '%s' includes", targets[i].option, which,
                         options->inputs.items[0]);
        else
            status_error("%s would overwrite '%s', which the input includes", targets[i].option, which);
        return STATUS_USAGE;
    }
    return STATUS_OK;
}
