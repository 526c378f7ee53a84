#ifndef ADGEN_EMIT_LINE_H
#define ADGEN_EMIT_LINE_H

#include "base/text.h"
#include "base/vec.h"

enum { LINE_WIDTH = 100, INDENT_WIDTH = 4 };

/* A place where a line may be broken: the blank at `at` becomes the end of a row. */
typedef struct Break {
    size_t at;
    int    cost;     /* lower: better */
    size_t anchor;   /* the next row starts under the character at this offset */
} Break;

/* What would stand on one line if lines had no end.  It is printed in rows of at most LINE_WIDTH columns. */
typedef struct Line {
    Arena      *arena;
    Text        text;
    VEC(Break)  breaks;    /* in order of their places */
    VEC(size_t) anchors;   /* of the brackets that are open */
} Line;

/* From here on to line_close, rows that follow start under this place. */
void line_open(Line *line);
void line_close(Line *line);

/* A blank where a row may end.  `cost` (0 to 15) tells breaks within the same brackets apart. */
void line_blank(Line *line, int cost);

/* Print it, indented, with the end of its last row; and empty it. */
void line_flush(Line *line, Text *out, int indent);

#endif
