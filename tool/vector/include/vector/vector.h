#ifndef ADGEN_VECTOR_VECTOR_H
#define ADGEN_VECTOR_VECTOR_H

#include "ir/ir.h"

/*
 * Derivatives along several directions at once (vector mode: Griewank and Walther, Evaluating Derivatives, 2008, section
 * 3.2 and 4.2), made from derivatives along one.
 *
 * A tangent or adjoint becomes an array of Func.width of them, whose elements lie side by side: double becomes
 * double[8], struct S becomes struct S[8], behind pointers and in arrays too.  Statements about them stand in loops
 * over the directions; values are computed once for all.
 */

/* Whether the function can be turned into one of several directions.  If not, and diag is not NULL, an error says what
 * stands in the way. */
bool vector_check(Program *p, Func *func, Diag *diag);

/* Turn simplified functions, all that call one another, into functions of several directions each (Func.width).
 * Requires: vector_check allows each of them. */
void vector_widen(Program *p, Func *const *funcs, int count);

/* The type of what stands for tangents of such a type along `width` directions; NULL: there is none. */
const Type *vector_type(Program *p, const Type *type, int width);

/* for (int lane = 0; lane < width; lane++) body, in a form that compilers vectorise. */
Stmt *vector_lanes(Program *p, Loc loc, Var *lane, int width, Block *body);

#endif
