#include <adgen/adgen.h>
#include <math.h>

/* Counters that begin so near the end of their type that a loop the other way round would step out of it. */

ADGEN_GRAD()
double narrow(const double *x, int n)
{
    double s = 0.1;

    for (signed char c = 120; c > 0; c -= 17)
        s += sin(s) * x[c & 3];
    for (signed char c = -128; c < 127; c++)
        s += sin(s) * x[c & 3];
    for (signed char c = 127; c > -128; c--)
        s += sin(s) * x[c & 3];
    for (signed char c = 127; c >= n; c--)
        s += sin(s) * x[c & 3];
    for (unsigned char c = 255; c > 0; c--)
        s += sin(s) * x[c & 3] * 0.01;
    for (unsigned char c = 0; c < 255; c++)
        s += sin(s) * x[c & 3] * 0.01;
    for (unsigned char c = 250; c > 3; c -= 50)
        s += sin(s) * x[c & 3];
    for (short c = -32760; c < 32000; c += 10000)
        s += sin(s) * x[c & 3];
    return s;
}

ADGEN_GRAD()
double wide(const double *x, unsigned n)
{
    double s = 0.1;

    for (int c = 2000000000; c > 0; c -= 1000000000)
        s += sin(s) * x[c & 3];
    for (int c = -2000000000; c < 0; c += 1000000000)
        s += sin(s) * x[c & 3];
    for (int c = 2147483647; c > 2147483640; c--)
        s += sin(s) * x[c & 3];
    for (int c = -2147483647 - 1; c < -2147483640; c++)
        s += sin(s) * x[c & 3];
    for (unsigned c = 4000000000u; c > n; c -= 1000000000)
        s += sin(s) * x[c & 3];
    for (unsigned c = 5; c < n; c += 1000000000)
        s += sin(s) * x[c & 3];
    return s;
}

/* Goes on behind zero, and ends there. */
ADGEN_GRAD()
double wraps(const double *x, unsigned a, unsigned b)
{
    double s = 0.1;

    for (unsigned c = a; c > b; c -= 1500000000u)
        s += sin(s) * x[c & 3];
    return s;
}

/*
 * check: counters near the ends of their types, and steps that nearly cross them
 * check-gradient: narrow(random(4, -1, 1), 100)
 * check-gradient: wide(random(4, -1, 1), 2000)
 * check-gradient: wraps(random(4, -1, 1), 4294967295, 1200000000)
 */
