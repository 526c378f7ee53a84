#ifndef ADGEN_CHECK_INSTRUMENT_H
#define ADGEN_CHECK_INSTRUMENT_H

#include <llvm-c/Types.h>

#include "counters.h"

/* Whether one of the program's files, or the runtime's inline part, defines the function. */
typedef bool IsDefined(void *data, const char *name);

/* Have the module's functions count what they execute, in `counters`, which stays where it is; malloc and its like become
 * those of heap.h. */
void instrument_module(LLVMModuleRef module, Counters *counters, IsDefined *is_defined, void *data);

#endif
