#ifndef ADGEN_EMIT_CONVERT_H
#define ADGEN_EMIT_CONVERT_H

#include <stdbool.h>

#include "ir/ir.h"

/* Which conversions C makes by itself: those need not be printed. */

/* The types that arithmetic is done in: after promotion, in the order of C's conversions among reals. */
typedef enum Arith {
    ARITH_NONE, ARITH_INT, ARITH_UINT, ARITH_LONG, ARITH_ULONG, ARITH_LLONG, ARITH_ULLONG,
    ARITH_FLOAT, ARITH_DOUBLE, ARITH_LONG_DOUBLE
} Arith;

Arith arith_of(const Type *type);          /* NONE where it is no arithmetic type */
Arith arith_usual(Arith a, Arith b);       /* the usual arithmetic conversions */
bool  arith_is_unsigned(Arith a);

/* An expression as it is to be printed in its context. */
typedef struct Shown {
    const Expr *expr;
    const Type *cast;   /* a conversion to print before it, or NULL */
    bool        bare;   /* a constant: C finds its type without a suffix */
} Shown;

/* By itself: every conversion is printed. */
Shown show_exact(const Expr *e);
/* Where C converts to the type `to`: assigned, initialised, passed, returned. */
Shown show_assigned(const Expr *e, const Type *to);
/* The same of what this function is called with. */
Shown show_argument(const Expr *e, const Func *callee, const Type *to);
/* Where only being zero or not matters: a condition. */
Shown show_condition(const Expr *e);
/* Where C promotes: the operand of a unary operator or a shift. */
Shown show_promoted(const Expr *e);
/* Where any integer of the same value will do: an index, an offset. */
Shown show_integer(const Expr *e);
/* The two operands of an operator that brings them to one type; `warns`: compilers warn where that changes a sign. */
void show_pair(const Expr *a, const Expr *b, bool warns, Shown *left, Shown *right);

/* What is below the conversions that the language made, as far as the value is the same. */
const Expr *below_implicit(const Expr *e);

/* Whether `from` can be assigned to `to` only with a cast: pointers that differ in more than added qualifiers. */
bool needs_pointer_cast(const Type *to, const Type *from);

#endif
