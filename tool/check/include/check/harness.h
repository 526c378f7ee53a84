#ifndef ADGEN_CHECK_HARNESS_H
#define ADGEN_CHECK_HARNESS_H

#include "base/text.h"
#include "check/settings.h"
#include "ir/ir.h"

/*
 * harness_write - the C file that lets the tool call a program's functions and their derivatives.
 *
 * It includes the program's files, so that it sees their types and static functions, and the headers of the derivatives,
 * and ends with a table of functions that take their arguments from an array of pointers (agreed.inc): no library
 * is needed to call functions of any type.  Compiled once for each file of the program, with its number as
 * ADGEN_HARNESS_FILE, and with ADGEN_HARNESS_COMPANION_k defined where the k-th companion was derived.
 *
 * `requests` are those of the program; `companions`, in the same order, what is derived beside each of them to hold it against.
 */
void harness_write(Arena *arena, Text *out, Program *program, Request *const *requests, Request *const *companions, int count,
                   const CheckSettings *settings);

/* What is derived beside a request: forward mode for reverse mode, and the other way round. */
Request *harness_companion(Arena *arena, const Request *request, int number);

/* The names, in the folder of the harness, that it includes the derivatives' headers by. */
#define HARNESS_HEADER           "derivatives.h"
#define HARNESS_COMPANION_HEADER "companions.h"

#endif
