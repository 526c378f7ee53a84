#ifndef ADGEN_GATHER_MATRIX_H
#define ADGEN_GATHER_MATRIX_H

#include "ir/ir.h"

/*
 * matrix_func - name elements of matrices by row and column.
 *
 *     (&A[0][0])[i * 4 + k]   ->   A[i][k]      in a loop where k runs from 0 to 4
 *
 * So elements come out where a helper went through a matrix row by row.  Only arrays of known sizes, and loops of known
 * ranges that stay in a row; the element is the same.
 */
void matrix_func(Program *p, Func *func);

#endif
