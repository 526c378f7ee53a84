#ifndef ADGEN_TESTS_RULES_ROWS_H
#define ADGEN_TESTS_RULES_ROWS_H

#include <quadmath.h>
#include <stdbool.h>

/* The lines of math.def, compiled as C. */

typedef __float128 Quad;

/* The three real types; values of each are carried in a long double, which holds them exactly. */
typedef enum Real { FLOAT, DOUBLE, LONG_DOUBLE, REALS } Real;

enum { MAX_ARITY = 3 };

typedef enum RowKind {
    ROW_PLAIN,
    ROW_BY_RESULT,        /* the rule of the line before in other words */
    ROW_FROM_BOUND,       /* the rule of two lines before, for a number as first argument */
    ROW_STEADY,           /* right while only the first argument is varied */
    ROW_STEADY_BY_RESULT,
    ROW_STORING,          /* of a function that stores a further result, which is no variable */
    ROW_FLAT              /* a step function: neither primal nor lines */
} RowKind;

typedef struct Row {
    const char   *name;
    RowKind       kind;
    int           arity;
    const char   *letters;            /* "xy"; n: an argument that is no variable */
    const double *points;             /* so many arguments for each */
    int           point_count;
    double        from, to;           /* of what is drawn at random */
    Quad        (*quad)(const Quad *args);
    long double (*primal[REALS])(const long double *args);
    long double (*line[REALS])(const long double *args, long double result, int i);   /* the partial by argument i */
    const char   *formulas[MAX_ARITY];   /* NULL: none, by an argument that is no variable */
} Row;

extern const Row rows[];
extern const int row_count;

#endif
