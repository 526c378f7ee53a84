#ifndef ADGEN_ANALYSIS_TARGETS_H
#define ADGEN_ANALYSIS_TARGETS_H

typedef struct Program Program;

/*
 * targets_find - which functions a call through a pointer may call, as the whole program shows.
 *
 * Fills in `targets` of the functions that stand for such calls, where all targets are known, and `calls_back`.
 * What is asked for may be called with anything; all other functions only as the program calls them.
 * Requires: verified IR, as the front end made it.   Keeps: all else.
 */
void targets_find(Program *p);

#endif
