#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

/* One line of a compiler's kind: FILE:LINE:COLUMN: error: text [id] */
typedef struct Message {
    const char *id;           /* "" where there is none */
    int         line, column;
} Message;

typedef struct Messages {
    VEC(Message) list;
} Messages;

static Message read_message(const Case *c, const char *line)
{
    Message message = { "", 0, 0 };
    size_t length = strlen(c->path);
    if (strncmp(line, c->path, length) == 0 && line[length] == ':')
        sscanf(line + length, ":%d:%d:", &message.line, &message.column);
    const char *open = strrchr(line, '['), *close = open ? strchr(open, ']') : NULL;
    if (close && close[1] == '\0')
        message.id = arena_strndup(c->arena, open + 1, (size_t)(close - open - 1));
    return message;
}

static Messages read_messages(const Case *c, const char *text)
{
    Messages messages = { 0 };
    while (*text) {
        size_t length = strcspn(text, "\n");
        const char *line = arena_strndup(c->arena, text, length);
        if (strstr(line, " error: "))
            VEC_PUSH(c->arena, &messages.list, read_message(c, line));
        text += length + (text[length] != '\0');
    }
    return messages;
}

/* "adgen-goto @ 12:3": every part but the id may be left out. */
static bool matches(const Message *message, const char *expected)
{
    size_t length = strcspn(expected, " ");
    const char *at = strchr(expected, '@');
    int line = at ? atoi(at + 1) : 0;
    const char *colon = at ? strchr(at, ':') : NULL;
    int column = colon ? atoi(colon + 1) : 0;
    return strlen(message->id) == length && strncmp(message->id, expected, length) == 0
        && (line == 0 || line == message->line) && (column == 0 || column == message->column);
}

static bool check_message(Case *c, const Messages *messages, const char *expected)
{
    for (int i = 0; i < messages->list.count; i++)
        if (matches(&messages->list.items[i], expected))
            return true;
    const Message *first = messages->list.items;
    if (messages->list.count == 0)
        return case_fail(c, "no error %s: there was none", expected);
    return case_fail(c, "no error %s, but %s @ %d:%d", expected, first->id, first->line, first->column);
}

/* Every error that is expected, and no other; with the line of source and the caret where there is a place. */
static bool check_messages(Case *c, const char *said)
{
    Messages messages = read_messages(c, said);
    int expected = expect_count(c->expects, EXPECT_ERROR);
    for (int i = 0; i < c->expects->list.count; i++) {
        const Expect *expect = &c->expects->list.items[i];
        if (expect->kind == EXPECT_ERROR && !check_message(c, &messages, expect->text))
            return false;
        if (expect->kind == EXPECT_ERROR_TEXT && !strstr(said, expect->text))
            return case_fail(c, "the message does not say '%s' but: %.*s", expect->text, (int)strcspn(said, "\n"),
                             said);
    }
    if (expected > 0 && !c->config->lax && messages.list.count != expected)
        return case_fail(c, "%d errors instead of %d: %.*s", messages.list.count, expected,
                         (int)strcspn(said, "\n"), said);
    if (messages.list.count > 0 && messages.list.items[0].line > 0 && !strchr(said, '^'))
        return case_fail(c, "the error has no caret");
    return true;
}

bool case_refuse(Case *c)
{
    static const char *const before = "/* not adgen's */\n";
    const char *output = case_file(c, "_grad.c"), *header = case_file(c, "_grad.h");
    const char *exit_text = expect_first(c->expects, EXPECT_EXIT);
    int want = exit_text ? atoi(exit_text) : 1;
    remove(header);
    if (!case_write(c, output, before))
        return false;
    Command command = case_adgen(c, output, header);
    if (c->config->verbose)
        printf("%s\n", command_text(&command));
    Outcome outcome = command_run(&command);
    char *said = arena_strdup(c->arena, text_cstr(&outcome.err));
    int status = outcome.status;
    outcome_free(&outcome);
    case_write(c, case_file(c, ".log"), said);
    if (status != want)
        return case_fail(c, "adgen's exit status is %d, not %d: %.*s", status, want, (int)strcspn(said, "\n"), said);
    if (strcmp(case_read(c, output), before) != 0)
        return case_fail(c, "adgen refused, but it touched the output file");
    if (*case_read(c, header))
        return case_fail(c, "adgen refused, but it wrote the header");
    return check_messages(c, said);
}
