#include "base/text.h"

#include <ctype.h>
#include <string.h>

static const char *skip_literal(const char *text)
{
    char quote = *text++;
    while (*text && *text != quote)
        text += text[0] == '\\' && text[1] ? 2 : 1;
    return *text ? text + 1 : text;
}

static const char *skip_comment(const char *text)
{
    if (text[1] == '/')
        return text + strcspn(text, "\n");
    const char *end = strstr(text + 2, "*/");
    return end ? end + 2 : text + strlen(text);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void each_word(const char *text, bool numbers, WordVisit *visit, void *data)
{
    while (*text) {
        if (*text == '"' || *text == '\'') {
            text = skip_literal(text);
        } else if (*text == '/' && (text[1] == '/' || text[1] == '*')) {
            text = skip_comment(text);
        } else if (is_word(*text)) {
            size_t length = 0;
            while (is_word(text[length]))
                length++;
            if (numbers || !isdigit((unsigned char)*text))
                visit(data, text, length);
            text += length;
        } else {
            text++;
        }
    }
}

void text_words(const char *text, WordVisit *visit, void *data)
{
    each_word(text, true, visit, data);
}

void text_identifiers(const char *text, WordVisit *visit, void *data)
{
    each_word(text, false, visit, data);
}
