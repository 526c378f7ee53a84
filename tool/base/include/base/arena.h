#ifndef ADGEN_BASE_ARENA_H
#define ADGEN_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena Arena;

/* Memory with one lifetime: nothing is freed alone, arena_free frees all.  Never returns NULL: out of memory is
 * reported with the size asked for and ends the process with ADGEN's exit status for a bug or a lack of resources.
 * Built with ADGEN_HOSTILE (the sanitizer build) every allocation is its own malloc. */
Arena *arena_new(void);
void   arena_free(Arena *arena);

/* Zeroed memory, aligned for any object. */
void *arena_alloc(Arena *arena, size_t size);

/* The same for what has no long double in it: such objects lie closer together. */
void *arena_words(Arena *arena, size_t size);

/* Whether memory of that size, from arena_alloc, has become `bigger` where it is, with zeros: nothing lies behind it. */
bool arena_extend(Arena *arena, void *memory, size_t size, size_t bigger);

/* Memory of that size, from arena_alloc, that nothing leads to any more: large blocks go back to the system. */
void arena_release(Arena *arena, void *memory, size_t size);

/* One zeroed T; n zeroed Ts. */
#define ARENA_NEW(arena, T)     ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, n) ((T *)arena_alloc((arena), sizeof(T) * (size_t)(n)))

/* Copies of strings; printf into the arena. */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

#endif
