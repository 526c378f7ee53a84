#ifndef ADGEN_RULES_FORMULA_H
#define ADGEN_RULES_FORMULA_H

#include "ir/ir.h"

/*
 * The formulas of math.def: C expressions of numbers, argument letters, r for the result, + - * / and unary -,
 * comparisons, &&, ||, ?:, and calls of functions of the table.  A number with a point is of the rule's real type, one
 * without is an int, and is converted as C does where it meets a real one.
 */

typedef struct FormulaMistake {
    size_t      at;      /* in the text */
    const char *what;    /* NULL: there is none */
} FormulaMistake;

/* What the letters of a formula stand for. */
typedef struct FormulaValues {
    const char        *letters;   /* of the arguments, in order: "xy" */
    const Expr *const *args;
    const Expr        *result;    /* NULL where the formula does not mention r */
    const Type        *real;
    Loc                loc;       /* for every node that is made */
    FormulaMistake    *mistake;   /* where to say what is wrong with the text; NULL: that is a bug in adgen */
} FormulaValues;

const Expr *formula_build(Program *p, const char *text, const FormulaValues *values);

/* Bit k for the letter at position k, RULE_RESULT for r. */
unsigned formula_mentions(const char *text, const char *letters);

/* In units of a multiplication. */
int formula_cost(const char *text);

#endif
