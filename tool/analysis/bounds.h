#ifndef ADGEN_ANALYSIS_BOUNDS_H
#define ADGEN_ANALYSIS_BOUNDS_H

#include "analysis/layout.h"

/* A stretch of a function: two statements of one list, and what runs from the one to the end of the other. */
typedef struct Span {
    const Layout *layout;
    const Stmt   *scope;       /* whose list it is; NULL: the function's */
    int           first, last;
} Span;

/* What a loop's counter, moved by a constant, runs through one by one: from `low` up to, not including, `to` + `above`. */
typedef struct Range {
    const Var  *counter;
    long long   low, above;
    const Expr *to;
} Range;

bool span_changes(const Span *span, const Expr *e);

/* The FOR inside the scope and around `s` whose counter is the variable, or NULL. */
Stmt *span_loop_of(const Span *span, const Stmt *s, const Var *var);

/* bounds_range - whether the index, where `at` stands in the span, is a counter that runs through all of a range there. */
bool bounds_range(const Span *span, const Stmt *at, const Expr *index, Range *out);

/* bounds_from - whether the index, where `at` stands, is never less than `low`. */
bool bounds_from(const Layout *layout, const Stmt *at, const Expr *index, long long low);

/* bounds_below - whether the index, where `at` stands in the span, is always less than `to` + `above`; nothing in the
 * span changes `to`. */
bool bounds_below(const Span *span, const Stmt *at, const Expr *index, const Expr *to, long long above);

#endif
