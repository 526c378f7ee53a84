#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/text.h"
#include "base/vec.h"

enum { MAX_SHOWN = 120, SHOWN_BEFORE = 70 };  /* bytes of a long source line; those of them before the caret */

typedef struct Source {
    const char        *text;    /* NULL: cannot be read */
    VEC(const char *)  lines;   /* where each begins, and the end of the text */
} Source;

struct Diag {
    Arena  *arena;
    FILE   *out;
    int     errors;
    bool    dropping;   /* the last one was a repetition: its notes go too */
    StrMap *printed;    /* what has been said, to drop repetitions */
    StrMap *sources;    /* path to Source */
    StrMap *remarks;    /* ids of those that are wanted */
};

Diag *diag_new(Arena *arena, FILE *out)
{
    Diag *diag = ARENA_NEW(arena, Diag);
    diag->arena = arena;
    diag->out = out;
    diag->printed = strmap_new(arena);
    diag->sources = strmap_new(arena);
    diag->remarks = strmap_new(arena);
    return diag;
}

int diag_errors(const Diag *diag)
{
    return diag->errors;
}

/* ---- The source line and its caret ---- */

static void split_lines(Arena *arena, Source *source, size_t length)
{
    const char *end = source->text + length;
    for (const char *line = source->text; line < end;) {
        VEC_PUSH(arena, &source->lines, line);
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        line = newline ? newline + 1 : end;
    }
    VEC_PUSH(arena, &source->lines, end);
}

static const Source *find_source(Diag *diag, const char *path)
{
    Source *source = strmap_get(diag->sources, path);
    if (source)
        return source;
    source = ARENA_NEW(diag->arena, Source);
    strmap_put(diag->sources, path, source);
    Text text = {0};
    if (text_read_file(&text, path)) {
        source->text = arena_strndup(diag->arena, text_cstr(&text), text.length);
        split_lines(diag->arena, source, text.length);
    }
    text_free(&text);
    return source;
}

static bool continues_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;  /* of UTF-8 */
}

/* The part of the line that is shown: [*begin, *end). */
static void choose_window(const char *line, size_t length, size_t caret, size_t *begin, size_t *end)
{
    *begin = 0;
    *end = length;
    if (length <= MAX_SHOWN)
        return;
    if (caret > SHOWN_BEFORE)
        *begin = caret - SHOWN_BEFORE;
    if (*begin + MAX_SHOWN < length)
        *end = *begin + MAX_SHOWN;
    while (*begin > 0 && continues_character(line[*begin]))
        --*begin;
    while (*end < length && continues_character(line[*end]))
        ++*end;
}

/* The blanks that bring the caret under its character: a tab for a tab, one column for a character of many bytes. */
static void put_caret_line(FILE *out, int gutter, const char *line, size_t begin, size_t caret)
{
    fprintf(out, "%*s | %s", gutter, "", begin > 0 ? "   " : "");
    for (size_t i = begin; i < caret; i++) {
        if (!continues_character(line[i]))
            fputc(line[i] == '\t' ? '\t' : ' ', out);
    }
    fputs("^\n", out);
}

static void put_source_line(FILE *out, unsigned number, const char *line, size_t length, size_t caret)
{
    size_t begin, end;
    choose_window(line, length, caret, &begin, &end);
    int gutter = fprintf(out, "%5u", number);
    fprintf(out, " | %s", begin > 0 ? "..." : "");
    for (size_t i = begin; i < end; i++) {
        unsigned char c = (unsigned char)line[i];
        fputc(c >= ' ' || c == '\t' ? c : '?', out);  /* no escape codes from a source file to a terminal */
    }
    fputs(end < length ? "...\n" : "\n", out);
    put_caret_line(out, gutter, line, begin, caret);
}

static void show_source(Diag *diag, Loc loc)
{
    const Source *source = find_source(diag, loc_file(loc));
    if (!source->text || loc.line >= (unsigned)source->lines.count)
        return;
    const char *line = source->lines.items[loc.line - 1];
    size_t      length = (size_t)(source->lines.items[loc.line] - line);
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        length--;
    size_t caret = loc.column > 0 ? loc.column - 1 : 0;
    put_source_line(diag->out, loc.line, line, length, caret < length ? caret : length);
}

/* ---- Messages ---- */

static void print_message(Diag *diag, Loc loc, const char *severity, const char *id, const char *message)
{
    if (!diag->out)
        return;
    if (loc_file(loc) && loc.line > 0)
        fprintf(diag->out, "%s:%u:%u: ", loc_file(loc), loc.line, loc.column);
    else
        fprintf(diag->out, "%s: ", loc_file(loc) ? loc_file(loc) : "adgen");
    fprintf(diag->out, "%s: %s", severity, message);
    if (id)
        fprintf(diag->out, " [%s]", id);
    fputc('\n', diag->out);
    if (loc_file(loc) && loc.line > 0)
        show_source(diag, loc);
}

/* Whether the same was said before.  Where there is no place or no id, the same means the same words. */
static bool is_repetition(Diag *diag, Loc loc, const char *severity, const char *id, const char *message)
{
    bool  by_place = id && loc.line > 0;
    char *key = arena_printf(diag->arena, "%s:%u:%u:%s:%s", loc_file(loc) ? loc_file(loc) : "", loc.line, loc.column, severity,
                             by_place ? id : message);
    if (strmap_get(diag->printed, key))
        return true;
    strmap_put(diag->printed, key, key);
    return false;
}

static void report(Diag *diag, Loc loc, const char *severity, const char *id, const char *format, va_list args)
{
    const char *message = arena_vprintf(diag->arena, format, args);
    diag->dropping = is_repetition(diag, loc, severity, id, message);
    if (!diag->dropping)
        print_message(diag, loc, severity, id, message);
}

void diag_error(Diag *diag, Loc loc, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(diag, loc, "error", id, format, args);
    va_end(args);
    if (!diag->dropping)
        diag->errors++;
}

void diag_warning(Diag *diag, Loc loc, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(diag, loc, "warning", id, format, args);
    va_end(args);
}

void diag_show_remarks(Diag *diag, const char *id)
{
    strmap_put(diag->remarks, id, diag);
}

void diag_remark(Diag *diag, Loc loc, const char *id, const char *format, ...)
{
    va_list args;
    diag->dropping = id && !strmap_get(diag->remarks, id);
    if (diag->dropping)
        return;
    va_start(args, format);
    report(diag, loc, "remark", id, format, args);
    va_end(args);
}

void diag_note(Diag *diag, Loc loc, const char *format, ...)
{
    if (diag->dropping)
        return;
    va_list args;
    va_start(args, format);
    print_message(diag, loc, "note", NULL, arena_vprintf(diag->arena, format, args));
    va_end(args);
}

void diag_bug(const char *file, int line, const char *format, ...)
{
    const char *room = strstr(file, "tool/");  /* not where somebody's build tree happens to be */
    va_list     args;
    va_start(args, format);
    fprintf(stderr, "adgen: internal error at %s:%d: ", room ? room : file, line);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs("\nadgen: this is a bug in adgen, not in your program; please report it with the input and these lines\n", stderr);
    exit(4);
}
