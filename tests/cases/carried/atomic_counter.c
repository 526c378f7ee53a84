#include <adgen/adgen.h>
#include <stdatomic.h>

_Atomic int calls;
struct stats { atomic_int steps; atomic_uint_fast64_t total; };

ADGEN_GRAD(x)
double f(double x, int n, struct stats *stats)
{
    _Atomic int local = n;
    double      sum = x;
    calls++;
    atomic_fetch_add(&stats->steps, 1);
    local += 2;
    for (int i = 0; i < n; i++) {
        stats->total += (unsigned)i;
        sum *= x * local;
    }
    return sum + (calls < 0);
}

/*
 * check: atomic counters, carried over
 * check-gradient: f(random(0.1, 0.5), 3, &{0, 0})
 */
