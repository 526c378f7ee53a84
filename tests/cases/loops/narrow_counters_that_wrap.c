#include <adgen/adgen.h>

ADGEN_GRAD(x)
double by_type(const double *x, int n)
{
    double s = 0.0;

    for (unsigned char c = 10; c < 250; c += 70)
        s += x[c & 7] * x[n & 7] * s + x[c % 3];
    return s * 1e-9;
}

ADGEN_GRAD(x)
double in_a_while(const double *x, int n)
{
    double        s = 1.0;
    unsigned char c = 10;

    while (c < 250) {
        s += x[c & 7] * x[n & 7] * s * 0.1;
        c += 70;
    }
    for (c = 0; c < 256 - n; c += 90)
        s += x[c & 7] * s * 0.1;
    return s;
}

ADGEN_GRAD(x)
double that_stop(const double *x, int n)
{
    double s = 1.0;

    for (unsigned char c = 0; c < 8; c += 3)
        s += x[c] * s;
    for (signed char c = 7; c >= 0; c -= 2)
        s += x[c] * s;
    for (short i = 0; i < n; i++)
        s += x[i] * s;
    return s;
}

ADGEN_GRAD(x)
double by_cast(const double *x, int n)
{
    double w[3] = {[(unsigned char)257] = x[0], [(signed char)256] = x[1]}, s = w[0] - w[1] * 2.0;

    for (int i = 0; i < n; i += (unsigned char)257)
        s += x[i] * s;
    for (unsigned u = 6; u > 0; u += 4294967295u)
        s += x[u] * s;
    while ((unsigned char)256)
        s = 0.0;
    do
        s *= x[2];
    while ((unsigned char)256);
    return s;
}

/*
 * check: counters that wrap round their type in the middle of a loop, and constants that a cast cuts
 * check-gradient: by_type(random(8, 0.3, 0.9), 5)
 * check-gradient: in_a_while(random(8, 0.3, 0.9), 5)
 * check-gradient: that_stop(random(8, 0.3, 0.9), 5)
 * check-gradient: by_cast(random(8, 0.3, 0.9), 5)
 */
