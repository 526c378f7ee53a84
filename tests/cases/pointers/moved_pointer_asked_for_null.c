#include <adgen/adgen.h>
#include <stddef.h>

static double value(const double *p, double other)
{
    if (p)
        return *p * other;
    return other;
}

static double weight(const double *p)
{
    return !p ? 1.0 : p[0] * p[1];
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double        sum = 1.0;
    const double *p = x, *end = x + n;
    while (p && p != end) {
        sum += value(p, sum) + value(x + n / 2, *p) * weight(p);
        p++;
        if (p == end - 1 || p == NULL)
            break;
    }
    return sum;
}

/*
 * check: whether a pointer that moves is null, asked in the backward pass as well
 * check-gradient: f(5, random(5, 0.1, 1.5))
 * check-gradient: f(0, NULL)
 * check-omits: if (x +
 */
