#ifndef ADGEN_RULES_RULE_PARTS_H
#define ADGEN_RULES_RULE_PARTS_H

#include "rules/rule.h"

/* What the files of this room share. */

/* The types that a result or a letter n may have; "real" is the type of the variant. */
typedef enum Plain { PLAIN_real, PLAIN_int, PLAIN_long, PLAIN_llong, PLAIN_longdouble } Plain;

/* What a rule is for, besides a function's name. */
typedef enum RuleKind {
    RULE_OF_NAME,
    RULE_BY_RESULT,    /* the rule before it in other words, for calls that profit */
    RULE_STEADY,       /* two before it in other words, where the second argument is not varied */
    RULE_STORING,      /* of a function that stores a further result: its calls are no expressions */
    RULE_UNTYPED,      /* its arguments have no type in the table */
    RULE_GIVEN         /* by the user, for one function under its own name */
} RuleKind;

enum { MAX_ARGS = 3 };

struct Rule {
    const char *name;
    size_t      length;              /* of the name */
    RuleKind    kind;
    int         arity;
    const char *letters;             /* one for each argument: x y z, or n for one that is no variable; of a storing
                                        one, the value that it returned is before them */
    Plain       result;
    Plain       plain;               /* the type of n */
    const char *partials[MAX_ARGS];  /* NULL: zero, as are those of arguments after them */
};

/* The rule that the user has given for the function, or NULL. */
const Rule *given_find(const char *name, size_t length);

#endif
