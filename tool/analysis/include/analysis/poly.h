#ifndef ADGEN_ANALYSIS_POLY_H
#define ADGEN_ANALYSIS_POLY_H

#include "analysis/layout.h"
#include "ir/ir.h"

enum { POLY_DEGREE = 4 };

/* factor * leaf * leaf … */
typedef struct Monomial {
    long long   factor;
    int         degree;
    const Expr *leaves[POLY_DEGREE];
} Monomial;

/* A sum of products of integers that are no sums or products themselves: an index, a size. */
typedef struct Poly {
    Arena *arena;
    bool   exact;              /* false: too large, or of a type that wraps */
    VEC(Monomial) terms;       /* no two with the same leaves, none with factor 0 */
} Poly;

/* Whether sums of the type are those of long: signed ones do not overflow, those of 64 bits agree modulo 2^64. */
bool poly_type_is_exact(const Type *type);

/* The polynomial of an integer expression, as long has it: in types that do not wrap, or are as wide. */
Poly poly_of(Arena *arena, const Expr *e);
Poly poly_number(Arena *arena, long long value);

Poly poly_sum(const Poly *a, const Poly *b, long long factor);        /* a + factor * b */
Poly poly_product(const Poly *a, const Poly *b);

/* Whether both are the same whatever the leaves are. */
bool poly_same(const Poly *a, const Poly *b);

/* Whether it is a number, and which. */
bool poly_is_number(const Poly *poly, long long *value);

/* The number among its terms. */
long long poly_constant(const Poly *poly);

/* What the variable is multiplied with; not exact where it occurs in a power or within a leaf. */
Poly poly_cofactor(const Poly *poly, const Var *var);
/* With another polynomial in the place of the variable, whose cofactor is exact. */
Poly poly_with(const Poly *poly, const Var *var, const Poly *value);
bool poly_mentions(const Poly *poly, const Var *var);

/* Whether something from number `first` to `last` may change it. */
bool poly_changes(const Layout *layout, const Poly *poly, int first, int last);

/* Its value where every leaf has that value. */
double poly_at(const Poly *poly, double leaf);

/* As an expression of the type, integer or real: what is added first, then what is taken away, then the number, which
 * comes first where it alone is added. */
const Expr *poly_expr(Program *p, const Poly *poly, const Type *type, Loc loc);

/* The counter of a FOR runs within [low, high). */
void poly_bounds(Arena *arena, const Stmt *loop, Poly *low, Poly *high);

#endif
