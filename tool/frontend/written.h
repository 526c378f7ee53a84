#ifndef ADGEN_FRONTEND_WRITTEN_H
#define ADGEN_FRONTEND_WRITTEN_H

#include "decls.h"

/* One place that names a variable. */
typedef struct Mention {
    Decl *by;          /* the function or variable whose definition it stands in */
    bool  writes;      /* or may let others write */
    bool  counts;      /* a statement such as `calls++;`, which passes the value on to nothing */
} Mention;

typedef struct Mentions {
    VEC(Mention) list;
    bool         written;
} Mentions;

/* All that names a variable of the file level in this file; NULL: nothing does. */
const Mentions *written_mentions(Front *front, CXCursor variable);

/* Whether the initial value of a variable of the file level, or of a static local, is all that it ever holds as far as
 * this file shows: nothing here writes it or takes its address for writing. */
bool written_never(Front *front, CXCursor variable);

/*
 * state_is_shared - whether a static variable of the file level may be set where generated code does not see it.
 *
 * Generated code has a copy of its own of such a variable.  That serves as well only where all that sets it is called by
 * the functions that are asked for: not where the program may call something else that does.
 */
bool state_is_shared(Front *front, CXCursor variable);

/* Whether code of the file that is not part of any derivative mentions the static variable or function: then pointers
 * from outside may hold the address of the original. */
bool state_is_known(Front *front, CXCursor declaration);

#endif
