#include <CUnit/CUnit.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/text.h"
#include "base/vec.h"

void base_suite(void);

/* ---- Memory ---- */

static void arenas(void)
{
    Arena *arena = arena_new();
    for (size_t size = 1; size < 3000000; size = size * 3 + 1) {
        char *bytes = arena_alloc(arena, size);
        CU_ASSERT_EQUAL((uintptr_t)bytes % _Alignof(max_align_t), 0);
        CU_ASSERT_EQUAL(bytes[0], 0);
        CU_ASSERT_EQUAL(bytes[size - 1], 0);
        memset(bytes, 1, size);
    }
    CU_ASSERT_STRING_EQUAL(arena_strdup(arena, "abc"), "abc");
    CU_ASSERT_STRING_EQUAL(arena_strndup(arena, "abc", 2), "ab");
    CU_ASSERT_STRING_EQUAL(arena_printf(arena, "%s %d", "x", 3), "x 3");
    arena_free(arena);
    arena_free(NULL);
}

static void vectors(void)
{
    Arena *arena = arena_new();
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(arena, &numbers, i);
    int wrong = 0;
    for (int i = 0; i < 1000; i++)
        wrong += numbers.items[i] != i;
    CU_ASSERT_EQUAL(numbers.count, 1000);
    CU_ASSERT_EQUAL(wrong, 0);
    arena_free(arena);
}

/* ---- Tables ---- */

static void interning(void)
{
    Arena  *arena = arena_new();
    Intern *table = intern_new(arena);
    int     wrong = 0;
    for (int i = 0; i < 3000; i++) {
        char text[16];
        snprintf(text, sizeof text, "name%d", i);
        const char *first = intern(table, text);
        wrong += first == text || intern_n(table, text, strlen(text)) != first || strcmp(first, text) != 0;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_STRING_EQUAL(intern_n(table, "name1x", 5), "name1");
    CU_ASSERT_PTR_EQUAL(intern_n(table, "name1x", 5), intern(table, "name1"));
    CU_ASSERT_STRING_EQUAL(intern(table, ""), "");
    arena_free(arena);
}

static void maps(void)
{
    Arena  *arena = arena_new();
    Map    *map = map_new(arena);
    StrMap *names = strmap_new(arena);
    static int keys[3000];
    int     wrong = 0;
    for (int i = 0; i < 3000; i++) {
        map_put(map, &keys[i], &keys[2999 - i]);
        strmap_put(names, arena_printf(arena, "%d", i), &keys[i]);
    }
    for (int i = 0; i < 3000; i++) {
        wrong += map_get(map, &keys[i]) != &keys[2999 - i];
        wrong += strmap_get(names, arena_printf(arena, "%d", i)) != &keys[i];
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_PTR_NULL(map_get(map, &wrong));
    CU_ASSERT_PTR_NULL(map_get(map, NULL));
    CU_ASSERT_PTR_NULL(strmap_get(names, "none"));
    map_put(map, NULL, &wrong);
    map_put(map, &keys[0], NULL);
    CU_ASSERT_PTR_EQUAL(map_get(map, NULL), &wrong);
    CU_ASSERT_PTR_NULL(map_get(map, &keys[0]));
    arena_free(arena);
}

/* ---- Text ---- */

static void texts(void)
{
    Text text = {0};
    CU_ASSERT_STRING_EQUAL(text_cstr(&text), "");
    text_putc(&text, 'a');
    text_puts(&text, "bc");
    text_write(&text, "defgh", 2);
    text_printf(&text, " %d%%", 100);
    CU_ASSERT_STRING_EQUAL(text_cstr(&text), "abcde 100%");
    CU_ASSERT_EQUAL(text.length, 10);
    text_printf(&text, "%*s", 5000, "");
    CU_ASSERT_EQUAL(text.length, 5010);
    text_free(&text);
    CU_ASSERT_PTR_NULL(text.data);
}

static void files_that_are_none(void)
{
    Text text = {0};
    CU_ASSERT_FALSE(text_read_file(&text, "/nowhere/at/all"));
    CU_ASSERT_EQUAL(errno, ENOENT);
    CU_ASSERT_FALSE(text_read_file(&text, "/"));
    CU_ASSERT_EQUAL(errno, EISDIR);
    CU_ASSERT_FALSE(text_read_file(&text, "/dev/zero"));
    CU_ASSERT_EQUAL(errno, EINVAL);
    text_free(&text);
}

static void distances(void)
{
    CU_ASSERT_EQUAL(text_distance("", ""), 0);
    CU_ASSERT_EQUAL(text_distance("", "abc"), 3);
    CU_ASSERT_EQUAL(text_distance("kitten", "sitting"), 3);
    CU_ASSERT_EQUAL(text_distance("weights", "wieghts"), 1);
    CU_ASSERT_EQUAL(text_distance("ab", "ba"), 1);
    CU_ASSERT_EQUAL(text_distance("x", "y"), 1);
}

/* ---- Diagnostics ---- */

/* What the diagnostics wrote, and the file that they are about. */
typedef struct Session {
    Arena *arena;
    FILE  *out;
    Diag  *diag;
    char   source[32];
    Text   text;
} Session;

static bool begin(Session *s, const char *source)
{
    *s = (Session){.arena = arena_new(), .out = tmpfile(), .source = "base_test_file.c"};
    s->diag = diag_new(s->arena, s->out);
    FILE *file = fopen(s->source, "w");
    bool  good = s->out && file && fputs(source, file) != EOF;
    if (file)
        fclose(file);
    return good;
}

static const char *written(Session *s)
{
    char buffer[4096];
    rewind(s->out);
    size_t got = fread(buffer, 1, sizeof buffer, s->out);
    text_write(&s->text, buffer, got);
    return text_cstr(&s->text);
}

static void end(Session *s)
{
    remove(s->source);
    fclose(s->out);
    text_free(&s->text);
    arena_free(s->arena);
}

static void carets(void)
{
    Session s;
    CU_ASSERT_FATAL(begin(&s, "int a;\n\tgoto\tinside;\r\n/*\xC3\xA9*/ b"));
    diag_error(s.diag, loc_at(s.source, 2, 7), "adgen-goto", "'%s' jumps", "f");
    diag_note(s.diag, loc_at(s.source, 1, 5), "asked for here");
    diag_warning(s.diag, loc_at(s.source, 3, 8), NULL, "behind a wide character");
    diag_remark(s.diag, loc_at(s.source, 9, 1), NULL, "behind the end");
    CU_ASSERT_STRING_EQUAL(written(&s),
        "base_test_file.c:2:7: error: 'f' jumps [adgen-goto]\n"
        "    2 | \tgoto\tinside;\n"
        "      | \t    \t^\n"
        "base_test_file.c:1:5: note: asked for here\n"
        "    1 | int a;\n"
        "      |     ^\n"
        "base_test_file.c:3:8: warning: behind a wide character\n"
        "    3 | /*\xC3\xA9*/ b\n"
        "      |       ^\n"
        "base_test_file.c:9:1: remark: behind the end\n");
    CU_ASSERT_EQUAL(diag_errors(s.diag), 1);
    end(&s);
}

static void long_lines(void)
{
    char line[402];
    memset(line, 'x', 400);
    line[299] = 'Y';
    strcpy(line + 400, "\n");
    Session s;
    CU_ASSERT_FATAL(begin(&s, line));
    diag_error(s.diag, loc_at(s.source, 1, 300), NULL, "far to the right");
    const char *text = written(&s), *shown = strchr(text, '\n') + 1, *under = strchr(shown, '\n') + 1;
    CU_ASSERT(strncmp(shown, "    1 | ...x", 12) == 0);
    CU_ASSERT(under - shown < 150);
    CU_ASSERT_EQUAL(strchr(shown, 'Y') - shown, strchr(under, '^') - under);
    end(&s);
}

static void escape_codes(void)
{
    Session s;
    CU_ASSERT_FATAL(begin(&s, "a \x1B[31m b\n"));
    diag_error(s.diag, loc_at(s.source, 1, 1), NULL, "what a terminal would obey");
    CU_ASSERT_PTR_NULL(strchr(written(&s), '\x1B'));
    end(&s);
}

static void repetitions(void)
{
    Session s;
    CU_ASSERT_FATAL(begin(&s, "int a;\n"));
    for (int i = 0; i < 2; i++) {
        diag_error(s.diag, loc_at("none.c", 1, 1), "adgen-x", "round %d", i);
        diag_note(s.diag, loc_at("none.c", 1, 2), "its note");
        diag_error(s.diag, (Loc){0}, "adgen-x", "no place, round %d", i);
        diag_error(s.diag, loc_at("none.c", 0, 0), NULL, "no line");
    }
    CU_ASSERT_STRING_EQUAL(written(&s),
        "none.c:1:1: error: round 0 [adgen-x]\n"
        "none.c:1:2: note: its note\n"
        "adgen: error: no place, round 0 [adgen-x]\n"
        "none.c: error: no line\n"
        "adgen: error: no place, round 1 [adgen-x]\n");
    CU_ASSERT_EQUAL(diag_errors(s.diag), 4);
    end(&s);
}

void base_suite(void)
{
    CU_pSuite suite = CU_add_suite("base", NULL, NULL);
    CU_add_test(suite, "arenas", arenas);
    CU_add_test(suite, "vectors", vectors);
    CU_add_test(suite, "interning", interning);
    CU_add_test(suite, "maps", maps);
    CU_add_test(suite, "texts", texts);
    CU_add_test(suite, "files that are none", files_that_are_none);
    CU_add_test(suite, "distances", distances);
    CU_add_test(suite, "carets", carets);
    CU_add_test(suite, "long lines", long_lines);
    CU_add_test(suite, "escape codes", escape_codes);
    CU_add_test(suite, "repetitions", repetitions);
}
