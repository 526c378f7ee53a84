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
/* Those of its parameters, with commas and brackets. */
FrontTokens macros_parameters(Front *front, CXCursor definition);

/* ---- macro_history.c: which definition a name has where ---- */

enum { PLACE_OF_OPTIONS = -1 };      /* before all of the main file */

History *history_new(Arena *arena);
/* What is read in the order of the translation unit.  `place`: in the main file, that of the #include for a header. */
void history_define(Front *front, CXCursor definition, int place);
/* Every #undef in the main file; in a header, of what it does not define itself. */
void history_read_undefs(Front *front, CXFile file, int place);

/* The definition that the name has at a place of the main file; a null cursor: none. */
CXCursor history_at(const Front *front, const char *name, int place);
/* Whether the name is undefined or means something else further down. */
bool history_passes(Front *front, CXCursor definition);
/* Whether the name means this wherever it is a macro's: no source or option says anything else of it. */
bool history_is_single(Front *front, CXCursor definition);
/* Whether a header or an option has defined the name before, as something else. */
bool history_replaces(Front *front, CXCursor definition);

/* The names that the main file, options and headers define, but for the system's. */
typedef struct NameList {
    const char *const *items;
    int                count;
} NameList;
NameList history_of_sources(const Front *front);

/* ---- macro_needs.c: definitions that a text needs ---- */

typedef void AddMacro(void *data, CXCursor definition);

/* All that the uses in [from, to) of the main file expand.  `annotations`: ADGEN_… count, too. */
void macros_needed(Front *front, unsigned from, unsigned to, bool annotations, AddMacro *add, void *data);
void macros_needed_by(Front *front, const MacroUse *use, AddMacro *add, void *data);

#endif
