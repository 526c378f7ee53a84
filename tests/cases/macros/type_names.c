#include <adgen/adgen.h>

#define REAL double
#define VECTOR(name, n) REAL name[n]

ADGEN_GRAD()
REAL f(const REAL x[2])
{
    VECTOR(t, 2);
    t[0] = x[0] * x[1];
    t[1] = t[0] * x[0];
    return t[0] + t[1];
}

/*
 * check: macros in declarations
 * check-gradient: f(random(2, -1, 1))
 */
