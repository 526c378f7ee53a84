#define _XOPEN_SOURCE 700  /* realpath */

#include "path.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

const char *path_folder(Arena *arena, const char *path)
{
    size_t length = (size_t)(text_base_name(path) - path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return length > 0 ? arena_strndup(arena, path, length) : ".";
}

static const char *current_folder(Arena *arena)
{
    for (size_t room = 256;; room *= 2) {
        char *folder = arena_alloc(arena, room);
        if (getcwd(folder, room))
            return folder;
        if (room > 1 << 16)
            return "/";
    }
}

/* One component more; "." changes nothing, ".." takes one away. */
static void append(char *path, size_t *length, const char *part, size_t size)
{
    if (size == 0 || (size == 1 && part[0] == '.'))
        return;
    if (size == 2 && strncmp(part, "..", 2) == 0) {
        while (*length > 0 && path[--*length] != '/')
            continue;
        return;
    }
    path[(*length)++] = '/';
    memcpy(path + *length, part, size);
    *length += size;
}

/* By its letters alone: for a folder that does not exist. */
static const char *normalise(Arena *arena, const char *path)
{
    if (*path != '/')
        path = arena_printf(arena, "%s/%s", current_folder(arena), path);
    char  *normal = arena_alloc(arena, strlen(path) + 2);
    size_t length = 0;
    while (*path) {
        size_t size = strcspn(path, "/");
        append(normal, &length, path, size);
        path += size + (path[size] == '/');
    }
    normal[length] = '\0';
    return length > 0 ? normal : "/";
}

const char *path_resolve(Arena *arena, const char *folder)
{
    char *real = realpath(folder, NULL);
    if (!real)
        return normalise(arena, folder);
    const char *copy = arena_strdup(arena, real);
    free(real);
    return copy;
}

/* The length of the part that both begin with, up to a slash. */
static size_t common_length(const char *a, const char *b)
{
    size_t common = 0, i = 0;
    for (;; i++) {
        bool a_ends = a[i] == '/' || a[i] == '\0', b_ends = b[i] == '/' || b[i] == '\0';
        if (a_ends && b_ends)
            common = i;
        if (a[i] != b[i] || a[i] == '\0')
            return common;
    }
}

const char *path_relative(Arena *arena, const char *folder, const char *file)
{
    const char *target = path_resolve(arena, path_folder(arena, file));
    folder = strcmp(folder, "/") == 0 ? "" : folder;
    target = strcmp(target, "/") == 0 ? "" : target;
    size_t      common = common_length(folder, target);
    const char *way = "";
    for (const char *up = folder + common; *up; up++) {
        if (*up == '/')
            way = arena_printf(arena, "%s../", way);
    }
    const char *down = target + common;
    return arena_printf(arena, "%s%s%s%s", way, *down == '/' ? down + 1 : down, *down ? "/" : "", text_base_name(file));
}
