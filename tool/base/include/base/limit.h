#ifndef ADGEN_BASE_LIMIT_H
#define ADGEN_BASE_LIMIT_H

#include <sys/resource.h>

/* Let the process have no more of the resource than that, where it may have more (setrlimit). */
void limit_resource(int resource, rlim_t most);

#endif
