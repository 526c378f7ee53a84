#ifndef ADGEN_BASE_DIAG_H
#define ADGEN_BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/loc.h"

typedef struct Arena Arena;
typedef struct Diag  Diag;

/* Collects diagnostics in a compiler's form on `out`: "f.c:12:7: error: text [id]", the source line, a caret.
 * Source lines are read from the files themselves.  What repeats an earlier one at the same place with the same id
 * (without an id or a place: in the same words) is dropped, with its notes.
 * With `out` NULL errors are only counted. */
Diag *diag_new(Arena *arena, FILE *out);

/* Print remarks with this id, such as "-Rcache"; remarks with other ids are dropped. */
void diag_show_remarks(Diag *diag, const char *id);

/* `id` is what stands in brackets, such as "adgen-goto"; NULL prints none.  A note belongs to the diagnostic before. */
void diag_error(Diag *diag, Loc loc, const char *id, const char *format, ...) __attribute__((format(printf, 4, 5)));
void diag_warning(Diag *diag, Loc loc, const char *id, const char *format, ...) __attribute__((format(printf, 4, 5)));
void diag_remark(Diag *diag, Loc loc, const char *id, const char *format, ...) __attribute__((format(printf, 4, 5)));
void diag_note(Diag *diag, Loc loc, const char *format, ...) __attribute__((format(printf, 3, 4)));

int diag_errors(const Diag *diag);

/* A bug in adgen: prints what and where and how to report it, and exits with status 4. */
_Noreturn void diag_bug(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
#define BUG(...)          diag_bug(__FILE__, __LINE__, __VA_ARGS__)
#define ENSURE(condition) ((condition) ? (void)0 : diag_bug(__FILE__, __LINE__, "'%s' does not hold", #condition))

#endif
