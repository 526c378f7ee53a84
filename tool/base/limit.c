#include "base/limit.h"

void limit_resource(int resource, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0 || (now.rlim_cur != RLIM_INFINITY && now.rlim_cur <= most))
        return;
    now.rlim_cur = now.rlim_max != RLIM_INFINITY && now.rlim_max < most ? now.rlim_max : most;
    setrlimit(resource, &now);
}
