#ifndef ADGEN_RULES_GIVEN_H
#define ADGEN_RULES_GIVEN_H

#include "base/arena.h"
#include "base/diag.h"

/* Rules that the user gives for functions whose source adgen does not see, in files of the form of math.def. */

enum { GIVEN_ARGS = 3 };

/* One line of such a file. */
typedef struct Given {
    const char   *name;                   /* of the function, as it is called: no variants */
    int           arity;
    const char   *letters;                /* "xy"; n: an argument that is no variable */
    const char   *plain;                  /* the type of n, in C; NULL: there is none */
    const char   *result;                 /* the type of the result, in C */
    const char   *partials[GIVEN_ARGS];   /* formulas; NULL: none */
    Loc           loc, partial_locs[GIVEN_ARGS];
    double        from, to;
    const double *points;                 /* so many arguments for each */
    int           point_count;            /* of numbers */
} Given;

/* The lines `#include …` of the rule files, in their order: declarations of the functions, for a test of the rules. */
int         given_include_count(void);
const char *given_include(int i);

int          given_count(void);
const Given *given_rule(int i);

/*
 * given_read - read a rule file, whose text is `text`; what it says holds for the rest of the run.
 *
 *     RULE1(name, d/dx, from, to, points…)      RULE2, RULE3, RULE_XN, RULE_NX, FLAT1, FLAT2 as in math.def
 *
 * Formulas are made of numbers, the arguments x, y, z, n, the result r, + - * /, comparisons, && || ?:, and calls of
 * functions of math.def or of rule files.  Integers in them count as such only among integers.
 * False where there was an error [adgen-rule].
 */
bool given_read(Arena *arena, const char *path, const char *text, Diag *diag);

#endif
