#ifndef ADGEN_DRIVER_FINISH_H
#define ADGEN_DRIVER_FINISH_H

#include "ir/ir.h"

/* What all derivatives go through once they are there, before they are printed: those that nothing calls any more (NULLs
 * too) are left out, the loops of the others made faster, `jams`: taken several iterations at once.  Returns how many are
 * left in `made`. */
int finish_made(Program *program, Func **made, int count, bool jams);

#endif
