#include "requests.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MOST_DIRECTIONS = 256 };       /* at once */

typedef struct Reader {
    Front      *front;
    const char *at;
    Spec        spec;
} Reader;

static void skip_blanks(Reader *r)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool accept(Reader *r, char c)
{
    skip_blanks(r);
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

static void fail(Reader *r, const char *what)
{
    if (!r->spec.error)
        r->spec.error = what;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* The next name, or NULL and an error. */
static const char *read_name(Reader *r)
{
    skip_blanks(r);
    size_t length = 0;
    while (is_word(r->at[length]))
        length++;
    if (length == 0 || isdigit((unsigned char)*r->at)) {
        fail(r, *r->at ? arena_printf(r->front->arena, "a name is expected at '%s'", r->at)
                       : "a name is missing at its end");
        return NULL;
    }
    const char *name = intern_n(r->front->program->names, r->at, length);
    r->at += length;
    return name;
}

static void add_name(Reader *r, Names *to, const char *name)
{
    for (int i = 0; i < to->list.count; i++)
        if (to->list.items[i] == name)
            fail(r, arena_printf(r->front->arena, "'%s' is named twice", name));
    VEC_PUSH(r->front->arena, &to->list, name);
}

/* What stands in brackets: one name or more. */
static void read_names(Reader *r, Names *to)
{
    do {
        const char *name = read_name(r);
        if (!name)
            return;
        add_name(r, to, name);
    } while (accept(r, ','));
    if (!accept(r, ')'))
        fail(r, "')' is missing");
}

static void read_as(Reader *r)
{
    if (r->spec.as)
        fail(r, "as(name) stands twice");
    r->spec.as = read_name(r);
    if (r->spec.as && !accept(r, ')'))
        fail(r, "as(name) takes one name");
}

static void read_width(Reader *r)
{
    char *end;
    long  width;
    skip_blanks(r);
    width = isdigit((unsigned char)*r->at) ? strtol(r->at, &end, 10) : 0;
    if (r->spec.width)
        fail(r, "width(n) stands twice");
    else if (width < 1 || width > MOST_DIRECTIONS)
        fail(r, arena_printf(r->front->arena, "width(n) takes a number from 1 to %d", MOST_DIRECTIONS));
    else {
        r->at = end;
        r->spec.width = (int)width;
        if (!accept(r, ')'))
            fail(r, "width(n) takes one number");
    }
}

static void read_part(Reader *r)
{
    const char *word = read_name(r);
    if (!word)
        return;
    if (!accept(r, '('))
        add_name(r, &r->spec.wrt, word);
    else if (strcmp(word, "wrt") == 0)
        read_names(r, &r->spec.wrt);
    else if (strcmp(word, "of") == 0)
        read_names(r, &r->spec.of);
    else if (strcmp(word, "as") == 0)
        read_as(r);
    else if (strcmp(word, "width") == 0)
        read_width(r);
    else
        fail(r, arena_printf(r->front->arena, "'%s(...)' is unknown", word));
}

Spec spec_read(Front *front, const char *text)
{
    Reader r = { .front = front, .at = text };
    skip_blanks(&r);
    if (!*r.at)
        return r.spec;
    do
        read_part(&r);
    while (!r.spec.error && accept(&r, ','));
    skip_blanks(&r);
    if (*r.at)
        fail(&r, arena_printf(front->arena, "',' is expected at '%s'", r.at));
    return r.spec;
}

const char *spec_nearest(const char *written, const char *const *names, int count)
{
    const char *best = NULL;
    int         least = (int)strlen(written) / 3 + 2;      /* as near as that, or it is another word */
    for (int i = 0; i < count; i++) {
        int distance = text_distance(written, names[i]);
        if (distance < least && distance < (int)strlen(names[i]) + (strlen(written) == 1)) {
            least = distance;
            best = names[i];
        }
    }
    return best;
}
