#include <adgen/adgen.h>

#include "untagged.h"

ADGEN_GRAD(s, x)
double energy(const Spring *s, const double *x, int n)
{
    double e = 0.0;

    for (const Spring *p = s; p < s + n; p++) {
        const Spring at = *p;
        double       d = x[p - s] - at.length;
        e += 0.5 * at.k * d * d;
    }
    return e;
}

ADGEN_GRAD(s)
double by_value(const Spring s, double x)
{
    const Spring scaled[2] = {{s.k * x, s.length}, {s.length, s.k}}, *best = scaled;

    if (scaled[1].k > best->k)
        best = &scaled[1];
    return best->k * best->length;
}

/*
 * check: a struct without a tag from a header, const in every place
 * check-gradient: energy({{1.0, 0.3}, {2.0, 0.4}}, {0.7, 0.9}, 2)
 * check-gradient: energy({{1.0, 0.3}}, {0.7}, 0)
 * check-gradient: by_value({0.5, 0.7}, 0.9)
 */
