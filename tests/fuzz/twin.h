#ifndef ADGEN_TESTS_FUZZ_TWIN_H
#define ADGEN_TESTS_FUZZ_TWIN_H

#include "random.h"
#include "tree.h"

/* Something that adgen refuses where it touches active data. */
typedef struct Twin {
    const char *name;
    const char *id;           /* or several, one for each line that is refused */
    const char *head;         /* before the function; every % stands for the program's suffix */
    const char *body;         /* statements that compute with the active `twin`; lines that are refused end in TWIN_MARK */
} Twin;

#define TWIN_MARK "/* refused */"

extern const Twin twins[];
extern const int  twin_count;

/* Put it into the program, so that the outcome depends on it.  False: the program has no parameter to start from. */
bool add_twin(Program *program, const Twin *twin, Random *random);

/* A text of the table for the program of this suffix. */
char *twin_text(Arena *arena, const char *text, const char *suffix);

#endif
