#include "line.h"

#include <stdbool.h>
#include <string.h>

enum { COST_OF_BRACKET = 16, DEEPEST_ANCHOR = 60 };

void line_open(Line *line)
{
    VEC_PUSH(line->arena, &line->anchors, line->text.length);
}

void line_close(Line *line)
{
    line->anchors.count--;
}

void line_blank(Line *line, int cost)
{
    int    depth = line->anchors.count;
    size_t anchor = depth > 0 ? line->anchors.items[depth - 1] : 0;
    Break  place = {line->text.length, depth * COST_OF_BRACKET + cost, anchor};
    VEC_PUSH(line->arena, &line->breaks, place);
    text_putc(&line->text, ' ');
}

static void put_blanks(Text *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_putc(out, ' ');
}

/* The rows of a line as they are laid out. */
typedef struct Row {
    size_t start;    /* offset in the line */
    size_t column;   /* where it is printed */
} Row;

typedef struct Layout {
    const Line *line;
    size_t      indent;
    VEC(Row)    rows;
    int         next;    /* the first break that is not behind us */
} Layout;

/* Where the character at this offset, which is in a row already laid out, is printed. */
static size_t column_of(const Layout *layout, size_t offset)
{
    int low = 0, high = layout->rows.count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (layout->rows.items[middle].start <= offset)
            low = middle;
        else
            high = middle;
    }
    return layout->rows.items[low].column + offset - layout->rows.items[low].start;
}

/* Under the anchor; where there is none, or it leaves too little room, a fixed step to the right. */
static size_t column_after(const Layout *layout, const Break *place)
{
    size_t column = place->anchor > 0 ? column_of(layout, place->anchor) : DEEPEST_ANCHOR + 1;
    return column <= layout->indent + DEEPEST_ANCHOR ? column : layout->indent + 2 * INDENT_WIDTH;
}

/* Whether what follows the break fits in one row. */
static bool rest_fits(const Layout *layout, const Break *place)
{
    return column_after(layout, place) + layout->line->text.length - place->at - 1 <= LINE_WIDTH;
}

static const Break *cheaper(const Break *best, const Break *place)
{
    return !best || place->cost <= best->cost ? place : best;
}

/*
 * The break that ends the row: the cheapest, the last of equals, but one in its first part only where the rest fits in
 * one row; where a single word is too long, the first behind it.  NULL: there is none.
 */
static const Break *pick(Layout *layout, size_t start, size_t room)
{
    const Line  *line = layout->line;
    const Break *late = NULL, *any = NULL, *behind = NULL;
    while (layout->next < line->breaks.count && line->breaks.items[layout->next].at < start)
        layout->next++;
    for (int i = layout->next; i < line->breaks.count && !behind; i++) {
        const Break *place = &line->breaks.items[i];
        if (place->at - start > room) {
            behind = place;
            continue;
        }
        any = cheaper(any, place);
        if (place->at - start >= room * 2 / 5)
            late = cheaper(late, place);
    }
    if (!any)
        return behind;
    return late && !rest_fits(layout, any) ? late : any;
}

static void put_row(const Line *line, Text *out, size_t column, size_t from, size_t to)
{
    put_blanks(out, column);
    text_write(out, line->text.data + from, to - from);
    text_putc(out, '\n');
}

static void put_rows(const Line *line, Text *out, size_t indent)
{
    Layout layout = {.line = line, .indent = indent};
    size_t start = 0, column = indent;
    while (line->text.length - start + column > LINE_WIDTH) {
        Row row = {start, column};
        VEC_PUSH(line->arena, &layout.rows, row);
        const Break *place = pick(&layout, start, LINE_WIDTH > column ? LINE_WIDTH - column : 1);
        if (!place)
            break;
        put_row(line, out, column, start, place->at);
        start = place->at + 1;
        column = column_after(&layout, place);
    }
    put_row(line, out, column, start, line->text.length);
}

void line_flush(Line *line, Text *out, int indent)
{
    /* Text of the user's that has rows of its own stays as it is. */
    bool has_rows = strchr(text_cstr(&line->text), '\n') != NULL;
    if (has_rows)
        put_row(line, out, (size_t)(indent * INDENT_WIDTH), 0, line->text.length);
    else if (line->text.length > 0)
        put_rows(line, out, (size_t)(indent * INDENT_WIDTH));
    else
        text_putc(out, '\n');
    text_free(&line->text);
    line->breaks.count = 0;
    line->anchors.count = 0;
}
