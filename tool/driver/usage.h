#ifndef ADGEN_DRIVER_USAGE_H
#define ADGEN_DRIVER_USAGE_H

#include <stdbool.h>

/* What --help and --version print; false where standard output cannot be written. */
bool usage_print_help(void);
bool usage_print_version(void);

#endif
