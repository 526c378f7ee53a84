#ifndef ADGEN_BASE_TEXT_H
#define ADGEN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A growing string on the heap, always terminated.  `Text t = {0};` is an empty one; text_free it. */
typedef struct Text {
    char  *data;   /* NULL while empty */
    size_t length;
    size_t room;
} Text;

void text_putc(Text *text, char c);
void text_puts(Text *text, const char *string);
void text_write(Text *text, const char *bytes, size_t length);
void text_printf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_free(Text *text);
const char *text_cstr(const Text *text);      /* never NULL */

/* The whole regular file, or false with errno set (EISDIR: a directory; EINVAL: a device, a pipe). */
bool text_read_file(Text *text, const char *path);

/* The path without its folders. */
const char *text_base_name(const char *path);

/* Call `visit` on every word of C text, an identifier or a number (not in comments and literals). */
typedef void WordVisit(void *data, const char *word, size_t length);
void text_words(const char *text, WordVisit *visit, void *data);
/* The same for identifiers alone. */
void text_identifiers(const char *text, WordVisit *visit, void *data);

/* Damerau-Levenshtein distance, for "did you mean". */
int text_distance(const char *a, const char *b);

#endif
