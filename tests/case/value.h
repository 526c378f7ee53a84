#ifndef ADGEN_TESTS_CASE_VALUE_H
#define ADGEN_TESTS_CASE_VALUE_H

#include "lex.h"
#include "base/vec.h"

/* An argument's value in check-gradient. */
typedef enum ValueKind {
    VALUE_EXPR,       /* C: 1.5, n + 1, x + 2, NULL */
    VALUE_LIST,       /* {1.0, 2.0}, {.n = 3, .w = random(3, -1, 1)}; &{1.0, 2.0} is {{1.0, 2.0}} */
    VALUE_RANDOM,     /* random(low, high), random(count, low, high) */
    VALUE_REPEAT,     /* repeat(count, value), zeros(count) */
    VALUE_RANGE       /* range(count): 0, 1, 2 … */
} ValueKind;

typedef struct Value Value;
struct Value {
    ValueKind   kind;
    const char *text;          /* EXPR */
    const char *count;         /* RANDOM (NULL: one), REPEAT, RANGE */
    const char *low, *high;    /* RANDOM */
    const Value *item;         /* REPEAT */
    VEC(const char *) names;   /* LIST: designators, NULL where there is none */
    VEC(const Value *) items;
};

/* f(1.5, n = 3): the function and its arguments, as a list whose names are the parameters' where they are given.
 * NULL where it cannot be read. */
const Value *value_read_call(Arena *arena, const char *text, const char **function);

/* One value. */
const Value *value_read(Arena *arena, const char *text);

bool value_is_random(const Value *value);

#endif
