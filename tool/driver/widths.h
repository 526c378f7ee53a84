#ifndef ADGEN_DRIVER_WIDTHS_H
#define ADGEN_DRIVER_WIDTHS_H

#include "ir/ir.h"

/* Whether the function and all that it calls may have their directions side by side. */
bool widths_possible(Program *program, Func *func);

#endif
