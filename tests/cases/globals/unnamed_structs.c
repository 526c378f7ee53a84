#include <adgen/adgen.h>

struct { double a, b; } shared = { 1, 2 };
struct { double w; } *at, several[3];

ADGEN_GRAD(x)
double f(const double *x)
{
    shared.a = x[0] * x[1];
    for (int i = 0; i < 3; i++)
        several[i].w = shared.a * i;
    return several[2].w * shared.a * shared.b;
}

/*
 * check: adjoints of variables whose type has no name
 * check-header-after: its structs have no tags
 * check-has: __typeof__(shared) shared_adj;
 * check-has: __typeof__(at[0]) several_adj[3];
 * check-gradient: f(random(2, -1, 1))
 */
