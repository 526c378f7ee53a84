#ifndef ADGEN_TESTS_CASE_PROCESS_H
#define ADGEN_TESTS_CASE_PROCESS_H

#include <stdbool.h>

#include "base/text.h"
#include "base/vec.h"

/* A command with its arguments. */
typedef struct Command {
    Arena *arena;
    VEC(const char *) words;
} Command;

Command command_new(Arena *arena, const char *program);
void    command_add(Command *command, const char *word);
void    command_add_all(Command *command, const char *words);      /* split at blanks */

/* The command as a person would type it. */
char *command_text(const Command *command);

typedef struct Outcome {
    int  status;           /* exit status; 128 and the number of the signal that ended it; -1: it could not start */
    Text out;
    Text err;
} Outcome;

/* Run it, with limits on time, and collect what it prints. */
Outcome command_run(const Command *command);
void    outcome_free(Outcome *outcome);

#endif
