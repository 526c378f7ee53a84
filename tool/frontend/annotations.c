#include <string.h>

#include "decls.h"
#include "requests.h"

typedef struct Gather {
    Front *front;
    VEC(Annotation) list;
} Gather;

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\n");
}

static const char *trimmed(Front *front, const char *text)
{
    text = skip_blanks(text);
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        length--;
    return intern_n(front->program->names, text, length);
}

static enum CXChildVisitResult gather(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Gather *to = data;
    (void)parent;
    if (!cursor_is(cursor, CXCursor_AnnotateAttr))
        return CXChildVisit_Continue;
    const char *text = front_spelling(to->front, cursor);
    if (strncmp(text, "adgen-", 6) != 0)
        return CXChildVisit_Continue;
    size_t     word = strcspn(text + 6, " \t\n");
    Annotation made = { .word = intern_n(to->front->program->names, text + 6, word), .cursor = cursor };
    made.spec = trimmed(to->front, text + 6 + word);
    made.loc = front_loc_at(to->front, clang_getRangeStart(clang_getCursorExtent(cursor)));
    VEC_PUSH(to->front->arena, &to->list, made);
    return CXChildVisit_Continue;
}

Annotations front_annotations(Front *front, CXCursor declaration)
{
    Gather to = { .front = front };
    if (clang_Cursor_hasAttrs(declaration))
        clang_visitChildren(declaration, gather, &to);
    return (Annotations){ to.list.items, to.list.count };
}

bool front_annotated(Front *front, CXCursor declaration, const char *word)
{
    Annotations all = front_annotations(front, declaration);
    for (int i = 0; i < all.count; i++)
        if (strcmp(all.items[i].word, word) == 0)
            return true;
    return false;
}

/* ---- where they may stand ---- */

enum { ON_FUNCTION = 1, ON_PARAM = 2, ON_OBJECT = 4 };

typedef struct Word {
    const char *word, *macro;
    int         places;
} Word;

static const Word words[] = {
    { "grad",          "ADGEN_GRAD",          ON_FUNCTION },
    { "vjp",           "ADGEN_VJP",           ON_FUNCTION },
    { "jvp",           "ADGEN_JVP",           ON_FUNCTION },
    { "hvp",           "ADGEN_HVP",           ON_FUNCTION },
    { "jacobian",      "ADGEN_JACOBIAN",      ON_FUNCTION },
    { "hessian",       "ADGEN_HESSIAN",       ON_FUNCTION },
    { "noalias",       "ADGEN_NOALIAS",       ON_FUNCTION },
    { "no-derivative", "ADGEN_NO_DERIVATIVE", ON_FUNCTION },
    { "derivative-of", "ADGEN_DERIVATIVE_OF", ON_FUNCTION },
    { "inactive",      "ADGEN_INACTIVE",      ON_PARAM | ON_OBJECT },
    { "size",          "ADGEN_SIZE",          ON_PARAM },
    { "range",         "ADGEN_RANGE",         ON_PARAM },
};

static const Word *find_word(const char *word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return &words[i];
    return NULL;
}

static int place_of(CXCursor cursor)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_FunctionDecl: return ON_FUNCTION;
    case CXCursor_ParmDecl:     return ON_PARAM;
    case CXCursor_VarDecl:
    case CXCursor_FieldDecl:    return ON_OBJECT;
    default:                    return 0;
    }
}

static void check(Front *front, CXCursor cursor, const Annotation *annotation)
{
    const Word *word = find_word(annotation->word);
    if (!word)
        diag_error(front->diag, annotation->loc, "adgen-annotation",
                   "the annotation '%s' is unknown to this version of adgen", annotation->word);
    else if (!(word->places & place_of(cursor)))
        diag_error(front->diag, annotation->loc, "adgen-annotation", "%s cannot stand here: it belongs before a %s",
                   word->macro, word->places == ON_FUNCTION ? "function"
                                : word->places == ON_PARAM  ? "parameter"
                                                            : "parameter, member or variable");
}

static enum CXChildVisitResult check_below(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Front *front = data;
    (void)parent;
    if (clang_isExpression(clang_getCursorKind(cursor)))
        return CXChildVisit_Continue;
    if (clang_isDeclaration(clang_getCursorKind(cursor))) {
        Annotations all = front_annotations(front, cursor);
        for (int i = 0; i < all.count; i++)
            check(front, cursor, &all.items[i]);
    }
    return CXChildVisit_Recurse;
}

void annotations_check(Front *front)
{
    for (int i = 0; i < decls_cursor_count(front); i++)
        if (!decls_in_system_header(decls_cursor(front, i))) {
            check_below(decls_cursor(front, i), clang_getNullCursor(), front);
            clang_visitChildren(decls_cursor(front, i), check_below, front);
        }
}
