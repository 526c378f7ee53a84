#ifndef ADGEN_DRIVER_CHECK_RULES_H
#define ADGEN_DRIVER_CHECK_RULES_H

#include "options.h"
#include "status.h"

/*
 * check_rules - hold the rules of options->check_rules against differences of the functions that they are for.
 *
 * Compiles a program of their formulas, as C, together with the inputs ($CC or cc, with the words after "--"), and runs
 * it: at 20 points drawn from each rule's range and at its own points, by Ridders' extrapolation of central differences
 * (C. J. F. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering Software 4, 1982).
 * STATUS_REFUSED where a rule is wrong, and where that cannot be told; what was found is reported.
 */
Status check_rules(Arena *arena, const Options *options);

/* Read the rule files of the list.  STATUS_FILE or STATUS_REFUSED where one cannot be read, or is wrong. */
Status read_rules(Arena *arena, const char *const *paths, int count, Diag *diag);

#endif
