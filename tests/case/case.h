#ifndef ADGEN_TESTS_CASE_CASE_H
#define ADGEN_TESTS_CASE_CASE_H

#include "expect.h"
#include "process.h"
#include "request.h"

/* What is done with a case beside adgen's run.  A case gets a share of it, which its name chooses, but where `chores` says what. */
enum {
    CHORE_TWICE = 1,            /* adgen runs again, and writes the same */
    CHORE_FORWARD = 2,          /* the same functions in forward mode, held to the adjoints */
    CHORE_SECOND = 4,           /* Hessian-vector products */
    CHORE_WIDE = 8,             /* several directions at once */
    CHORE_AGAIN = 16,           /* reverse over reverse */
    CHORE_DENSE = 32,           /* Jacobians and Hessians */
    CHORE_GCC_O0 = 64,          /* builds */
    CHORE_GCC_O2 = 128,
    CHORE_GCC_O3 = 256,
    CHORE_CLANG_O2 = 512,
    CHORE_CLANG_O3 = 1024,
    CHORE_GCC_SANITIZED = 2048,
    CHORE_CLANG_SANITIZED = 4096,
    CHORE_SILENT = 8192,        /* warnings do not matter */
    CHORE_BUILDS = 127 * CHORE_GCC_O0
};

/* Where everything is. */
typedef struct Config {
    const char *runner;      /* this program, for messages */
    const char *adgen;
    const char *gcc, *clang;
    const char *include;     /* the folder with adgen/adgen.h */
    const char *runtime;     /* libadgen_rt.a */
    const char *harness;     /* the folder with harness.h */
    const char *cases;       /* the folder of the topics */
    const char *work;        /* a folder of this run's own */
    bool sound;              /* do not run adgen: see that the cases themselves are sound */
    bool lax;                /* there may be more errors than are expected; with `sound`: warnings */
    bool verbose;            /* print every command */
    unsigned chores;         /* 0: those that the case's name chooses */
    const char *kinks;       /* a file that gets a line for each point that was drawn again; points that are nothing but kinks
                                are no failures then.  Or NULL */
} Config;

/* One case file on its way through the checks. */
typedef struct Case {
    Arena        *arena;
    const Config *config;
    const char   *path;
    const char   *folder;    /* of the file */
    const char   *name;      /* without .c */
    const char   *work;      /* a folder of its own */
    const char   *source;
    Expects      *expects;
    Words         options;   /* check-args */
    const CUnit  *unit;      /* its declarations; NULL: not read yet */
    CRequests     requests;
    const char   *dense[2];  /* headers: adgen has written Jacobians, Hessians; or NULL */
    const char   *wide;      /* header: it has written derivatives along several directions at once; or NULL */
    const char   *again;     /* header: it has written derivatives of the derivatives; or NULL */
    bool          all_modes; /* adgen has written the other modes' functions as well */
    Text          report;    /* what is wrong */
} Case;

/* What all cases of a run share, in the work folder: empty system headers and the test programs' common part. */
bool case_prepare(const Config *config, Text *report);

/* Run one case.  False, with one line in `report`, where it fails. */
bool case_run(const Config *config, const char *path, Text *report);

/* ---- for the steps (accept.c, refuse.c, sound.c, look.c) ---- */

bool case_accept(Case *c);      /* adgen writes a right gradient */
bool case_refuse(Case *c);      /* adgen refuses */
bool case_sound(Case *c);       /* the case is C, and the oracle and the formulas agree with it */

/* The texts that the generated code must have or must not have. */
bool case_look(Case *c, const char *generated, const char *header);

/* Report what is wrong, and how to see it again; false. */
bool case_fail(Case *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Run a command that must end with status 0 and say nothing but remarks; else report it, in the words given. */
bool case_command(Case *c, const Command *command, const char *what);

/* Paths in the case's folder; a file's text, "" where there is none. */
char *case_file(const Case *c, const char *suffix);
char *case_read(const Case *c, const char *path);
bool  case_write(Case *c, const char *path, const char *text);

/* adgen with the case's options on the case, output to case_file(suffix .c and .h). */
Command case_adgen(const Case *c, const char *output, const char *header);

/* ---- parts.c: further inputs, which are no cases of their own ---- */

/* Their paths, as words of adgen's command line: those of the kind EXPECT_WITH or EXPECT_BEFORE. */
void case_add_parts(const Case *c, Command *command, ExpectKind kind);
/* Compile them with the flags to objects that case_link adds. */
bool case_compile_parts(Case *c, const char *flags);
/* Compile them in quad precision, and join them with the case's _oracle.o. */
bool case_join_oracles(Case *c, const char *flags);
void case_link_parts(const Case *c, Command *command);
/* A program's text with `long double` as `double`: what quad.h's macros cannot do. */
char *case_retyped(const Case *c, const char *source);

/* Those of the case's options that any compiler of the case needs: -D, -U, -I. */
void case_compiler_options(const Case *c, Command *command);

/* Those that say what C the case is written in: -std=, -W. */
void case_dialect_options(const Case *c, Command *command);

/* For a quad copy: the libraries' headers that the harness has in quad precision, before the system's. */
void case_quad_headers(const Case *c, Command *command);

/* Read the declarations, and what adgen is asked for. */
bool case_declarations(Case *c);

/* Write the test program and compile both of its halves: NAME_test.o and NAME_oracle.o; `header` as in program.h.
 * `flags`: more options for the first. */
bool case_compile_test(Case *c, const char *header, const char *flags);

/* Add the objects and libraries that a test program is linked from. */
void case_link(const Case *c, Command *command, const char *program);

#endif
