#include "base/loc.h"

#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/vec.h"

enum { MOST_FILES = (1 << 14) - 1, LAST_COLUMN = (1 << 18) - 1 };

/* The files that places have been made in, numbered from 1: they are few, and stay as long as the process runs. */
static struct {
    Arena           *arena;
    StrMap          *numbers;     /* name -> its item in names */
    VEC(const char *) names;
    unsigned         latest;      /* mostly the next one is in the same file */
} files;

typedef struct Number {
    unsigned value;
} Number;

static unsigned new_number(const char *file)
{
    Number *number = ARENA_NEW(files.arena, Number);
    char   *name = arena_strdup(files.arena, file);
    VEC_PUSH(files.arena, &files.names, name);
    number->value = (unsigned)files.names.count;
    strmap_put(files.numbers, name, number);
    return number->value;
}

static unsigned number_of(const char *file)
{
    if (!files.arena) {
        files.arena = arena_new();
        files.numbers = strmap_new(files.arena);
    }
    if (files.latest > 0 && strcmp(files.names.items[files.latest - 1], file) == 0)
        return files.latest;
    const Number *known = strmap_get(files.numbers, file);
    unsigned      number = known ? known->value : files.names.count < MOST_FILES ? new_number(file) : 0;
    files.latest = number;
    return number;
}

Loc loc_at(const char *file, unsigned line, unsigned column)
{
    unsigned number = file ? number_of(file) : 0;
    return (Loc){line, column < LAST_COLUMN ? column : LAST_COLUMN, number & MOST_FILES};
}

const char *loc_file(Loc loc)
{
    return loc.file > 0 ? files.names.items[loc.file - 1] : NULL;
}
