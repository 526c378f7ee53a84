#ifndef ADGEN_DERIVE_RANGE_H
#define ADGEN_DERIVE_RANGE_H

#include "ir/ir.h"

/* What a value may be: a number between two bounds, and more. */
typedef struct Range {
    long double lo, hi;           /* infinite: no bound is known */
    bool        infinite;         /* it may be infinite */
    bool        nan;
    bool        plus;             /* its sign is surely not set: neither negative nor -0.0 */
    bool        nonzero;          /* never zero, though perhaps not bounded away from it */
    bool        empty;            /* nothing has been found yet that it may be */
} Range;

Range range_between(long double lo, long double hi);
Range range_constant(long double value);
Range range_number(void);                     /* any that is finite */
Range range_unknown(void);                    /* any at all, or no number */

bool range_is_zero(Range r);                  /* zero, and nothing else */
bool range_may_be_zero(Range r);
bool range_same(Range a, Range b);

/* As a value of the type: bounds that are so near to zero that a product vanishes count as zero. */
Range range_rounded(Range r, const Type *type);

Range range_join(Range a, Range b);           /* one of the two */
Range range_neg(Range a);
Range range_sum(Range a, Range b);
Range range_product(Range a, Range b);
Range range_square(Range a);
Range range_quotient(Range a, Range b);
Range range_larger(Range a, Range b, bool smaller);      /* fmax; fmin */

/* Of a function of the library by the name of its rule. */
Range range_unary(const char *name, Range a, const Type *type);

/* r, of which a comparison with `other` says something; a comparison that does not hold says it of numbers only. */
Range  range_compared(Range r, OpKind op, Range other, bool holds);
Range  range_bounded(Range r, bool above);      /* r, which is surely not the infinity above, or below */
OpKind range_mirrored(OpKind op);             /* a < b: b > a */

#endif
