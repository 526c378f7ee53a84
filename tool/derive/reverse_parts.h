#ifndef ADGEN_DERIVE_REVERSE_PARTS_H
#define ADGEN_DERIVE_REVERSE_PARTS_H

#include "context.h"

/* What reverse.c leaves to others: the adjoints that a stretch of code starts from (reverse_zeros.c), and the loops that run
 * loops backward (reverse_loops.c). */

/* Shadows of the arrays and records that a list of statements declares, at zero. */
void reverse_zero_memory(Derive *d, const Block *block, Block *out);
/* The same, and the adjoints of the registers whose home is the loop (NULL: the function). */
void reverse_zero_home(Derive *d, const Stmt *home, const Block *body, Block *out);

/* for (trip = trips; trip-- > 0;) { counter = from + trip * step; … }, before the body is generated. */
Stmt *reverse_counted(Derive *d, Stmt *s, const Expr *trips, Block *body);
/* The counter's value in the trip, for loops that count their trips. */
void reverse_set_counter(Derive *d, const Stmt *s, Var *counter, const Expr *trip, Block *body);
/* The head of the loop that runs a FOR backwards; its body is filled in by the caller. */
Stmt *reverse_header(Derive *d, Stmt *s, Var *counter, Block *body);
/* Where the counter and the bound differ in sign: the first comparison as the loop makes it; NULL: not needed. */
const Expr *reverse_first_test(Derive *d, const Stmt *s);
/* Which break left the loop, in a variable that the backward pass clears. */
void reverse_take_left(Derive *d, const Stmt *s, Block *out);

#endif
