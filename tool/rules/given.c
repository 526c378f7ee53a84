#include "rules/given.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/vec.h"
#include "formula.h"
#include "ir/build.h"
#include "rule_parts.h"

/* What a line begins with, and what stands in its brackets. */
typedef struct Form {
    const char *name;
    const char *letters;
    bool        flat;       /* the type of the result in place of formulas */
    bool        typed;      /* the type of n before the formulas */
} Form;

static const Form forms[] = {
    {"RULE1", "x", false, false},  {"RULE2", "xy", false, false},  {"RULE3", "xyz", false, false},
    {"RULE_XN", "xn", false, true}, {"RULE_NX", "nx", false, true}, {"FLAT1", "x", true, false},
    {"FLAT2", "xy", true, false},
};

static const struct PlainName {
    const char *name, *type;
    Plain       plain;
} plain_names[] = {
    {"real", "double", PLAIN_real}, {"int", "int", PLAIN_int}, {"long", "long", PLAIN_long},
    {"llong", "long long", PLAIN_llong}, {"longdouble", "long double", PLAIN_longdouble},
};

/* A rule and what the file says of it besides. */
typedef struct Entry {
    Rule  rule;
    Given given;
} Entry;

/* For the whole run: rules are asked for by name from everywhere. */
static struct {
    VEC(Entry *)      entries;
    VEC(const char *) includes;
} known;

int given_include_count(void)
{
    return known.includes.count;
}

const char *given_include(int i)
{
    return known.includes.items[i];
}

int given_count(void)
{
    return known.entries.count;
}

const Given *given_rule(int i)
{
    return &known.entries.items[i]->given;
}

const Rule *given_find(const char *name, size_t length)
{
    for (int i = 0; i < known.entries.count; i++) {
        const Rule *rule = &known.entries.items[i]->rule;

        if (rule->length == length && memcmp(rule->name, name, length) == 0)
            return rule;
    }
    return NULL;
}

/* ---- reading ---- */

typedef struct Source {
    Arena      *arena;
    Diag       *diag;
    const char *path, *text;
    const char *at;
    bool        failed;
} Source;

static Loc loc_of(const Source *s, const char *at)
{
    unsigned line = 1, column = 1;

    for (const char *c = s->text; c < at; c++) {
        column = *c == '\n' ? 1 : column + 1;
        line += *c == '\n';
    }
    return loc_at(s->path, line, column);
}

static void complain(Source *s, const char *at, const char *what, const char *advice)
{
    if (s->failed)
        return;
    diag_error(s->diag, loc_of(s, at), "adgen-rule", "%s", what);
    diag_note(s->diag, loc_of(s, at), "%s", advice);
    s->failed = true;
}

/* Comments as blanks, so that everything stays at its place. */
static char *without_comments(Arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);

    for (char *c = copy; *c; c++) {
        bool   block = c[0] == '/' && c[1] == '*', row = c[0] == '/' && c[1] == '/';
        char  *end = block ? strstr(c + 2, "*/") : NULL;
        size_t length = row ? strcspn(c, "\n") : end ? (size_t)(end + 2 - c) : 0;

        for (size_t i = 0; i < length; i++)
            c[i] = c[i] == '\n' ? '\n' : ' ';
    }
    return copy;
}

/* Behind blanks; a line that begins with # is kept as it is. */
static void skip(Source *s)
{
    while (*(s->at += strspn(s->at, " \t\r\n")) == '#') {
        size_t row = strcspn(s->at, "\r\n");

        VEC_PUSH(s->arena, &known.includes, arena_printf(s->arena, "%.*s", (int)row, s->at));
        s->at += row;
    }
}

/* One piece between the commas of a line. */
typedef struct Piece {
    const char *at;
    const char *text;       /* without blanks around */
} Piece;

typedef struct Pieces {
    VEC(Piece) list;
} Pieces;

static void add_piece(Source *s, Pieces *pieces, const char *from, const char *to)
{
    Piece piece = {from, NULL};
    char *text;

    while (from < to && isspace((unsigned char)*from))
        from++;
    while (to > from && isspace((unsigned char)to[-1]))
        to--;
    piece.at = from;
    piece.text = text = arena_printf(s->arena, "%.*s", (int)(to - from), from);
    for (; *text; text++)
        *text = isspace((unsigned char)*text) ? ' ' : *text;
    VEC_PUSH(s->arena, &pieces->list, piece);
}

/* From the opening bracket to the closing one. */
static void read_pieces(Source *s, Pieces *pieces)
{
    const char *open = s->at, *from = ++s->at;

    for (int depth = 1; *s->at; s->at++) {
        depth += (*s->at == '(') - (*s->at == ')');
        if (depth == 0 || (depth == 1 && *s->at == ',')) {
            add_piece(s, pieces, from, s->at);
            from = s->at + 1;
        }
        if (depth == 0) {
            s->at++;
            return;
        }
    }
    complain(s, open, "this bracket is not closed", "a rule ends with ')'");
}

static const Form *find_form(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strlen(forms[i].name) == length && memcmp(forms[i].name, name, length) == 0)
            return &forms[i];
    return NULL;
}

static const struct PlainName *read_plain(Source *s, const Piece *piece)
{
    for (size_t i = 0; i < sizeof plain_names / sizeof *plain_names; i++)
        if (strcmp(plain_names[i].name, piece->text) == 0)
            return &plain_names[i];
    complain(s, piece->at, "this is no type for a rule", "write int, long, llong, or real");
    return &plain_names[0];
}

static bool is_identifier(const char *text)
{
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return *text == '\0';
}

static double read_number(Source *s, const Piece *piece)
{
    char  *end;
    double value = strtod(piece->text, &end);

    if (end == piece->text || *end || !isfinite(value))
        complain(s, piece->at, "a number is expected",
                 "behind the formulas come the range that points are drawn from, and further points to test");
    return value;
}

static void read_points(Source *s, const Pieces *pieces, int first, Given *given)
{
    int     count = pieces->list.count - first - 2;
    double *points = ARENA_ARRAY(s->arena, double, count + 1);

    given->from = read_number(s, &pieces->list.items[first]);
    given->to = read_number(s, &pieces->list.items[first + 1]);
    for (int i = 0; i < count; i++)
        points[i] = read_number(s, &pieces->list.items[first + 2 + i]);
    if (count % given->arity != 0)
        complain(s, pieces->list.items[first + 2].at, "a point lacks an argument",
                 arena_printf(s->arena, "each point has %d numbers, one for each argument", given->arity));
    given->points = points;
    given->point_count = count;
}

/* The letters that have a formula: all but n. */
static int formulas_of(const Form *form)
{
    return form->flat ? 0 : (int)strlen(form->letters) - form->typed;
}

static void read_entry(Source *s, const Form *form, const char *from, const Pieces *pieces)
{
    int                     formulas = formulas_of(form), first = 1 + (form->typed || form->flat), next = first;
    const Piece            *items = pieces->list.items;
    const struct PlainName *plain = &plain_names[0];
    Entry                  *entry = ARENA_NEW(s->arena, Entry);
    Given                  *given = &entry->given;

    if (pieces->list.count < first + formulas + 2) {
        complain(s, from, "the rule is not complete",
                 arena_printf(s->arena, "%s(name, %s%s, from, to, points…)", form->name,
                              form->flat ? "type of the result" : form->typed ? "type of n, " : "",
                              form->flat ? "" : formulas == 1 ? "d/dx" : formulas == 2 ? "d/dx, d/dy" : "d/dx, d/dy, d/dz"));
        return;
    }
    if (!is_identifier(items[0].text))
        complain(s, items[0].at, "the name of a function is expected", "RULE1(name, d/dx, from, to, points)");
    if (given_find(items[0].text, strlen(items[0].text)))
        complain(s, items[0].at, "this function has a rule already", "leave one of them out");
    if (first == 2)
        plain = read_plain(s, &items[1]);
    *given = (Given){.name = items[0].text, .arity = (int)strlen(form->letters), .letters = form->letters,
                     .plain = form->typed ? plain->type : NULL, .result = form->flat ? plain->type : "double",
                     .loc = loc_of(s, items[0].at)};
    for (int i = 0; i < given->arity && !form->flat; i++) {
        if (form->letters[i] == 'n')
            continue;
        given->partials[i] = items[next].text;
        given->partial_locs[i] = loc_of(s, items[next++].at);
    }
    read_points(s, pieces, first + formulas, given);
    entry->rule = (Rule){given->name, strlen(given->name), RULE_GIVEN, given->arity, form->letters,
                         form->flat ? plain->plain : PLAIN_real, form->typed ? plain->plain : PLAIN_real, {NULL}};
    for (int i = 0; i < given->arity; i++)
        entry->rule.partials[i] = given->partials[i];
    VEC_PUSH(s->arena, &known.entries, entry);
}

/* One line of the file, which may go over several rows.  False at the end. */
static bool read_line(Source *s)
{
    const char *from;
    const Form *form;
    Pieces      pieces = {0};
    size_t      length = 0;

    skip(s);
    from = s->at;
    if (*from == '\0')
        return false;
    while (isalnum((unsigned char)from[length]) || from[length] == '_')
        length++;
    form = find_form(from, length);
    s->at = from + length;
    if (form == NULL || *s->at != '(') {
        complain(s, from, "a rule is expected", "RULE1, RULE2, RULE3, RULE_XN, RULE_NX, FLAT1 or FLAT2, and its brackets");
        return false;
    }
    read_pieces(s, &pieces);
    if (!s->failed)
        read_entry(s, form, from, &pieces);
    return !s->failed;
}

/* ---- formulas ---- */

/* Build it as it will be built later, only to see whether that can be done. */
static void check_formula(Source *s, const Entry *entry, int i)
{
    Arena           *arena = arena_new();
    Program         *p = program_new(arena, s->path);
    const Type      *real = type_real(p, REAL_DOUBLE);
    const char      *name = intern(p->names, entry->rule.name);
    Func            *func = ir_new_func(p, "test", real, (Loc){0});
    const Expr      *args[MAX_ARGS], *result = ir_var(p, (Loc){0}, ir_new_var(p, func, VAR_PARAM, "r", real, (Loc){0}));
    FormulaMistake   mistake = {0, NULL};
    Loc              loc = entry->given.partial_locs[i];

    for (int k = 0; k < entry->rule.arity; k++)
        args[k] = ir_var(p, (Loc){0}, rule_func(p, name, real)->params.items[k]);
    formula_build(p, entry->rule.partials[i], &(FormulaValues){entry->rule.letters, args, result, real, {0}, &mistake});
    if (mistake.what) {
        loc = loc_at(loc_file(loc), loc.line, loc.column + (unsigned)mistake.at);
        diag_error(s->diag, loc, "adgen-rule", "%s", mistake.what);
        diag_note(s->diag, loc, "a formula is made of the arguments %s, the result r, numbers, operators and functions that have a rule",
                  entry->rule.letters);
        s->failed = true;
    }
    arena_free(arena);
}

bool given_read(Arena *arena, const char *path, const char *text, Diag *diag)
{
    const char *bare = without_comments(arena, text);
    Source      s = {arena, diag, path, bare, bare, false};
    int         first = known.entries.count;

    while (read_line(&s))
        ;
    for (int i = first; i < known.entries.count && !s.failed; i++)
        for (int k = 0; k < known.entries.items[i]->rule.arity; k++)
            if (known.entries.items[i]->rule.partials[k])
                check_formula(&s, known.entries.items[i], k);
    return !s.failed;
}
