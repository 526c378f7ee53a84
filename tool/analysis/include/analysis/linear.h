#ifndef ADGEN_ANALYSIS_LINEAR_H
#define ADGEN_ANALYSIS_LINEAR_H

#include <stdbool.h>

/* Linear inequalities between integers: factor[0] * x0 + factor[1] * x1 + … + constant >= 0. */

enum { LINEAR_UNKNOWNS = 24, LINEAR_ROWS = 160 };

typedef struct LinearRow {
    long long factor[LINEAR_UNKNOWNS];
    long long constant;
} LinearRow;

typedef struct LinearSystem {
    int       count;
    bool      full;           /* there was no room for all that holds, or a number was too large */
    LinearRow rows[LINEAR_ROWS];
} LinearSystem;

void linear_add(LinearSystem *linear, const LinearRow *row);
/* The row is 0. */
void linear_add_equal(LinearSystem *linear, const LinearRow *row);

/* a + factor * b */
LinearRow linear_sum(const LinearRow *a, const LinearRow *b, long long factor);

/*
 * linear_is_empty - whether no integers satisfy all inequalities.
 *
 * Unknowns are eliminated one by one (Fourier 1826, Motzkin 1936), constants rounded down after division by what all factors
 * share.  False where it cannot be shown: rational numbers may satisfy them where no integers do, and where there are more
 * than LINEAR_ROWS on the way, nothing is said.
 */
bool linear_is_empty(const LinearSystem *linear);

#endif
