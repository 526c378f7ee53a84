#ifndef ADGEN_DERIVE_TRIPS_H
#define ADGEN_DERIVE_TRIPS_H

#include "context.h"

/* Whether a loop runs, as asked before it. */

/* Whether it is a FOR that runs if its counter, where it begins, is before its bound, and that keeps no states. */
bool trips_counted(const Stmt *s);

/* Its lowest counter and the number of its iterations, where both are known. */
bool trips_bounds(const Derive *d, const Stmt *loop, long long *low, long long *count);

/* What says that it runs: from < to; NULL: it is known to run, `least` times or more.  False where that cannot be asked, or it
 * is known to run less often. */
bool trips_condition(const Derive *d, const Stmt *loop, int least, const Expr **condition);

#endif
