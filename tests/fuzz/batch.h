#ifndef ADGEN_TESTS_FUZZ_BATCH_H
#define ADGEN_TESTS_FUZZ_BATCH_H

#include "case.h"
#include "change.h"
#include "edit.h"
#include "gen.h"

enum { MOST_IDS = 24, MOST_TWINS = 32 };

/* A reason that adgen gives for refusing a program that was meant to be differentiated. */
typedef struct Refusal {
    char     id[32];
    long     count;
    uint64_t seed;            /* the first one */
} Refusal;

/* What was found out; plain memory, so that a job can hand it over. */
typedef struct Tally {
    long programs, lines, refused, redrawn, given_up, failures, pairs, twins;
    long features[FEATURES];
    long changes[CHANGES];
    long twin_kinds[MOST_TWINS];
    Refusal refusals[MOST_IDS];
} Tally;

/* How the work is done. */
typedef struct Fuzz {
    Config      config;
    const char *found;        /* the folder for failures */
    int         pairs;        /* every so many programs has a metamorphic partner; 0: none */
    int         twins;        /* every so many has an invalid twin */
    bool        valid;        /* the programs themselves are checked */
    bool        silent;       /* warnings do not matter */
    bool        refusals;     /* a program that is refused is a failure, too */
    bool        quick;        /* failures are not reduced */
} Fuzz;

/* Programs of one run of the tools: those of these seeds. */
void batch_run(const Fuzz *fuzz, uint64_t first, int count, Tally *tally);

void tally_add(Tally *sum, const Tally *more);

/* ---- for the reducer (reduce.c) ---- */

typedef struct Edits {
    VEC(Edit) list;
} Edits;

/* A case file with the programs of these seeds, each with its partner where it has one; with the edits, of the first alone. */
void batch_write(const Fuzz *fuzz, Arena *arena, Text *out, const uint64_t *seeds, int count, const Edits *edits, const char *sentence);

/* Write the text to a case file of this name in the work folder and check it; `report` says what is wrong. */
bool batch_check(const Fuzz *fuzz, Arena *arena, const char *name, const char *text, Text *report);
void batch_clean(const Fuzz *fuzz, const char *name);
char *batch_path(const Fuzz *fuzz, Arena *arena, const char *name, const char *suffix);

/* The program that fails alone, made smaller while it fails in the same way; its case file's path. */
char *reduce_program(const Fuzz *fuzz, Arena *arena, uint64_t seed, const char *report);

#endif
