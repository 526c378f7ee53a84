#include <adgen/adgen.h>

#define SWAP(a, b)    \
    do {              \
        double t_ = a; \
        a = b;        \
        b = t_;       \
    } while (0)
#define EACH(i, n) for (int i = 0; i < (n); i++)

ADGEN_GRAD()
double f(double x, double y, int n)
{
    EACH(i, n) {
        SWAP(x, y);
        x *= y;
    }
    return x - y;
}

/*
 * check: macros that are statements and loop headers
 * check-gradient: f(random(0.5, 1), random(0.5, 1), 3)
 */
