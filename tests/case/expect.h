#ifndef ADGEN_TESTS_CASE_EXPECT_H
#define ADGEN_TESTS_CASE_EXPECT_H

#include "base/text.h"
#include "base/vec.h"

/* What a case's last comment asks for, one line each; see tests/cases/README.md. */
typedef enum ExpectKind {
    EXPECT_SENTENCE,     /* check: what behaviour this is */
    EXPECT_GRADIENT,     /* check-gradient: f(arguments) */
    EXPECT_CALL,         /* check-call: f(arguments), without the oracle */
    EXPECT_VALUE,        /* check-value: x[1] = formula ~ tolerance */
    EXPECT_SAME,         /* check-same: g, g * 4: another function's derivatives are this one's, or so many times as large */
    EXPECT_SEED,         /* check-seed: y[0] = 1 */
    EXPECT_WITHIN,       /* check-within: 1e-9 */
    EXPECT_ARGS,         /* check-args: options for adgen */
    EXPECT_WITH,         /* check-with: parts/other.c, a further input after the case */
    EXPECT_BEFORE,       /* check-before: parts/other.c, one before it */
    EXPECT_LINK,         /* check-link: -lopenblas, options for linking the test program */
    EXPECT_HAS,          /* check-has: text in the generated code */
    EXPECT_OMITS,        /* check-omits: text not in it */
    EXPECT_COUNT,        /* check-count: 1 exp( */
    EXPECT_LINES,        /* check-lines: 4, the factor between generated and written lines */
    EXPECT_HEADER_HAS,   /* check-header-has: text in the header */
    EXPECT_HEADER_AFTER, /* check-header-after: why the header cannot stand alone */
    EXPECT_ERROR,        /* check-error: adgen-goto @ 12:3 */
    EXPECT_ERROR_TEXT,   /* check-error-text: text in what adgen says */
    EXPECT_EXIT,         /* check-exit: 1 */
    EXPECT_CONSTRUCT,    /* check-construct: group | title | paragraph, for the table; says nothing to the runner */
    EXPECT_KINDS
} ExpectKind;

typedef struct Expect {
    ExpectKind  kind;
    const char *text;
} Expect;

typedef struct Expects {
    VEC(Expect) list;
    const char *error;     /* why the comment cannot be read, or NULL */
} Expects;

/* The expectations in the last comment of a file's text. */
Expects *expect_read(Arena *arena, const char *source);

/* How many of a kind; the first one's text, or NULL. */
int         expect_count(const Expects *expects, ExpectKind kind);
const char *expect_first(const Expects *expects, ExpectKind kind);

/* The words of a line as a shell would take them, quotes removed. */
typedef struct Words {
    VEC(const char *) list;
} Words;

Words expect_words(Arena *arena, const char *text);

#endif
