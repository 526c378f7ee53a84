#ifndef ADGEN_FRONTEND_MACROS_H
#define ADGEN_FRONTEND_MACROS_H

#include "front.h"

/* Read every definition and use of a macro, in all files, from the translation unit's record of preprocessing. */
Macros *macros_read(Front *front);

/* The uses that start in [from, to) of the main file, in order. */
typedef struct MacroUses {
    const MacroUse *const *items;
    int                    count;
} MacroUses;
MacroUses macros_in_range(const Front *front, unsigned from, unsigned to);

/* The uses in other files of macros that the main file defines (directly or through -D). */
MacroUses macros_used_by_headers(const Front *front);

/* How often the name is defined in the files, and its last definition (a null cursor: none). */
int      macros_definition_count(const Front *front, const char *name);
CXCursor macros_definition(const Front *front, const char *name);

/* Whether a header, but for the system's, or an option names the identifier in a macro that it defines. */
bool macros_named_by_headers(Front *front, const char *name);

/* The macros that a header defines, in order. */
typedef struct MacroList {
    const CXCursor *items;
    int             count;
} MacroList;
MacroList macros_of_headers(const Front *front);
/* The text of a definition, from its name. */
const char *macros_text(Front *front, CXCursor definition);

/* What -DNAME=VALUE defines, as a directive; NULL where no option defines the name. */
const char *macros_option(Front *front, const char *name);

/* The tokens behind the name, and for a function-like macro its parameters, of a definition. */
FrontTokens macros_body(Front *front, CXCursor definition);

#endif
