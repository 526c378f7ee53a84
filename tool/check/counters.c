#include "counters.h"

#include <stdio.h>
#include <string.h>

static bool is_among(const char *const *names, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0)
            return true;
    return false;
}

/* Without the f or l at its end that says of which type its arguments are. */
static bool is_variant(const char *const *names, size_t count, const char *name)
{
    size_t length = strlen(name);
    if (is_among(names, count, name, length))
        return true;
    return length > 1 && (name[length - 1] == 'f' || name[length - 1] == 'l') && is_among(names, count, name, length - 1);
}

static bool is_cheap(const char *name)
{
    static const char *const cheap[] = {
        "fabs", "fmin", "fmax", "copysign", "floor", "ceil", "trunc", "round", "rint", "nearbyint", "roundeven",
        "minnum", "maxnum", "minimum", "maximum", "lround", "llround", "lrint", "llrint", "fdim",
    };
    return is_variant(cheap, sizeof cheap / sizeof *cheap, name);
}

static Count named(Counters *counters, const char *name)
{
    int count = COUNT_ALL - COUNT_NAMED;
    for (int i = 0; i < count; i++) {
        char *known = counters->names[i];
        if (!*known && i == count - 1)
            snprintf(known, sizeof counters->names[i], "others");
        if (!*known)
            snprintf(known, sizeof counters->names[i], "%s", name);
        if (strncmp(known, name, sizeof counters->names[i] - 1) == 0)
            return (Count)(COUNT_NAMED + i);
    }
    return COUNT_ALL - 1;
}

Count counters_call(Counters *counters, const char *name, bool real)
{
    static const char *const roots[] = {"sqrt"};
    bool blas = strncmp(name, "cblas_", 6) == 0 || strncmp(name, "LAPACKE_", 8) == 0;
    if (is_variant(roots, 1, name))
        return COUNT_ROOT;
    if (is_cheap(name))
        return COUNT_COMPARE;
    return real || blas ? named(counters, name) : COUNT_ALL;
}

unsigned long long counters_operations(const Counters *counters)
{
    unsigned long long sum = 0;
    for (int i = COUNT_ADD; i <= COUNT_LIBRARY; i++)
        sum += counters->value[i];
    return sum;
}

void counters_clear(Counters *counters)
{
    memset(counters->value, 0, sizeof counters->value);
}
