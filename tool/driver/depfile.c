#include "depfile.h"

#include <string.h>

const char *depfile_quote(Arena *arena, const char *name)
{
    char *quoted = arena_alloc(arena, 2 * strlen(name) + 1), *end = quoted;
    for (const char *c = name; *c; c++) {
        if (*c == ' ' || *c == '\t' || *c == '#') {
            /* Backslashes before these count as quotes themselves. */
            for (const char *back = c; back > name && back[-1] == '\\'; back--)
                *end++ = '\\';
            *end++ = '\\';
        } else if (*c == '$') {
            *end++ = '$';
        }
        *end++ = *c;
    }
    return quoted;
}

void depfile_print(Arena *arena, Text *out, const Options *options, const FileList *files)
{
    for (int i = 0; i < options->targets.count; i++)
        text_printf(out, "%s%s", i > 0 ? " " : "", options->targets.items[i]);
    text_putc(out, ':');
    for (int i = 0; i < files->paths.count; i++)
        text_printf(out, "%s%s", i > 0 ? " \\\n  " : " ", depfile_quote(arena, files->paths.items[i]));
    text_putc(out, '\n');
    for (int i = options->inputs.count; options->phony && i < files->paths.count; i++)
        text_printf(out, "%s:\n", depfile_quote(arena, files->paths.items[i]));
}
