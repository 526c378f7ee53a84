#ifndef ADGEN_RULES_RULE_H
#define ADGEN_RULES_RULE_H

#include "ir/ir.h"

/* What adgen knows about a function of the library. */
typedef struct Rule Rule;

/* By name: "exp", "expf", "expl", "__builtin_exp"; NULL: unknown.  Constant time. */
const Rule *rule_find(const char *callee);

/*
 * The rule of a function that returns one number and stores another by its last argument: frexp, modf, remquo, lgamma_r;
 * NULL: it is none.  What it returns after the call `value = frexp(x, &e)` is the expression rule_result_func (value, x),
 * whose derivative by x is the rule's; it stands for the derivation only, as C has no such function.
 */
const Rule *rule_storing(const char *callee);
Func       *rule_result_func(Program *p, const char *callee);
bool        rule_is_result(const Expr *e);

/* void sincos(T x, T *sine, T *cosine), which is two assignments. */
bool        rule_is_sincos(const char *callee);

/* Of an OP_CALL: rule_find, or the same rule in words that cost less with these arguments (pow by its result, unless
 * the exponent is a constant 0, 1, 2 or 3).  Ask one call always in the same way: the two mention different things. */
const Rule *rule_of(const Expr *call);

/* The rule that rule_of gives for a call in words that are right while only the first argument is varied; it mentions the
 * same things. */
const Rule *rule_steady(const Rule *rule);

const char *rule_name(const Rule *rule);       /* of the double variant: "exp" */
int         rule_arity(const Rule *rule);
bool        rule_is_given(const Rule *rule);          /* by the user, in a rule file */
bool        rule_fits(const Rule *rule, const Func *func);   /* whether a given rule's parameters are the function's */
bool        rule_is_pure(const Rule *rule);    /* reads its arguments only: may be an OP_CALL (errno does not count) */
bool        rule_is_zero(const Rule *rule);    /* its derivative is zero everywhere: floor, lround, isnan … */

bool        rule_is_singular(const Rule *rule); /* a partial may be infinite where the function is finite: sqrt, pow … */

/* What the partial derivative by argument i mentions: bit k for argument k, RULE_RESULT for the function's result.
 * RULE_ZERO: structurally zero (an integer argument; floor). */
enum { RULE_RESULT = 1 << 8, RULE_ZERO = 1 << 9 };
unsigned rule_mentions(const Rule *rule, int i);

/* Whether the partial by argument i only says which side the function is on: fmax, fmin, fdim, fabs. */
bool rule_chooses(const Rule *rule, int i);

/* Whether the call is one of a pure function that takes much longer than reading what it has returned before: exp, not sqrt. */
bool rule_takes_long(const Expr *call);

/* The cost of evaluating the partial, in units of a multiplication (a library call: 20). */
int rule_cost(const Rule *rule, int i);

/* The partial derivative by argument i at `args` (each of the rule's real type, or an integer), where `result` is the
 * value of the call; result may be NULL if rule_mentions says that it is not needed.  Of the type `real`; functions in
 * it are the variant of that type. */
const Expr *rule_partial(Program *p, const Rule *rule, int i, const Type *real, const Expr *const *args,
                         const Expr *result, Loc loc);

/* The library function of the given rule name in the variant for the type: exp + float -> expf.  Not for macros. */
Func *rule_func(Program *p, const char *name, const Type *real);

/* What a library function that is no formula does to memory. */
typedef enum Effect {
    EFFECT_UNKNOWN,     /* adgen knows nothing of it */
    EFFECT_NONE,        /* pure */
    EFFECT_READ,        /* strcmp strlen memcmp …: computes a number from memory that its arguments point to */
    EFFECT_PARSE,       /* strtod strtol …: the same, and stores a pointer into the string where the second leads to */
    EFFECT_ALLOC,       /* malloc calloc aligned_alloc */
    EFFECT_FREE,
    EFFECT_RESIZE,      /* realloc: frees a block, and returns another one that begins with the same values */
    EFFECT_COPY,        /* memcpy memmove */
    EFFECT_FILL,        /* memset */
    EFFECT_OUTPUT,      /* printf clock rand …: reads memory, writes none that a program sees; no derivative; a
                           call more or less, or in another order, would be noticed */
    EFFECT_ABORT        /* abort exit assert's function: does not return */
} Effect;
Effect rule_effect(const char *callee);

#endif
