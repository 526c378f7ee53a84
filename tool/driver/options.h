#ifndef ADGEN_DRIVER_OPTIONS_H
#define ADGEN_DRIVER_OPTIONS_H

#include <stdbool.h>

#include "args.h"
#include "base/vec.h"
#include "check/settings.h"
#include "frontend/frontend.h"

/* The stages of a run, in order; STAGE_NONE stands for no stage. */
typedef enum Stage {
    STAGE_NONE,
    STAGE_FRONTEND,
    STAGE_NORMAL,
    STAGE_ACTIVITY,
    STAGE_DERIVE,
    STAGE_SIMPLIFY,
    STAGE_EMIT
} Stage;

const char *stage_name(Stage stage);

/* What the command line asks for. */
typedef struct Options {
    VEC(const char *) inputs;
    const char *output;             /* NULL: standard output */
    const char *header;             /* NULL: none */
    const char *depfile;            /* "-": standard output; NULL: none */
    VEC(const char *) targets;      /* of the depfile's rule, in make's spelling */
    bool        phony;              /* -MP */
    const char *database;           /* -p: the folder with compile_commands.json, or NULL */
    ArgList     args;               /* for libclang */
    VEC(RequestText) requests;
    JacobianWay jacobian;           /* of all Jacobians: --jacobian=forward, =reverse */
    bool        no_overlap_checks;  /* one version of each derivative, right for pointers that overlap */
    bool        no_checkpoints;     /* keep what all steps need, of loops before which no pragma stands */
    bool        no_jam;             /* loops of derivatives take one iteration at a time */
    VEC(const char *) remarks;      /* -Rcache, -Rcast: their ids */
    VEC(const char *) rules;        /* --rules: files */
    VEC(const char *) check_rules;  /* --check-rules: files, and nothing else is done */
    VEC(const char *) rest;         /* what stands after "--" then, for the compiler and the linker */
    CheckSettings check;            /* --check and what belongs to it: no output is written then */
    Stage       dump;               /* print the IR after this stage instead of C */
    Stage       stop;               /* the last stage to run */
} Options;

typedef enum Parsed { PARSED_RUN, PARSED_DONE, PARSED_UNPRINTED, PARSED_WRONG } Parsed;

/* Read the command line.  PARSED_DONE: --help or --version was printed (or, PARSED_UNPRINTED, could not be).
 * PARSED_WRONG: the reason was reported. */
Parsed options_parse(Arena *arena, int argc, char **argv, Options *options);

#endif
