#ifndef ADGEN_BASE_LOC_H
#define ADGEN_BASE_LOC_H

/*
 * A place in a source file, in eight bytes: every statement and expression has one.  line 0: no place (the command line,
 * generated code).
 */
typedef struct Loc {
    unsigned line;            /* from 1 */
    unsigned column : 18;     /* from 1, in bytes; what lies further to the right is at the last one */
    unsigned file : 14;       /* a number for loc_file */
} Loc;

/* `file` is copied; NULL: none.  Of more files than can be told apart, the last ones have no name. */
Loc loc_at(const char *file, unsigned line, unsigned column);

/* The file's name, or NULL. */
const char *loc_file(Loc loc);

#endif
