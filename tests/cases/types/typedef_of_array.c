#include <adgen/adgen.h>

typedef double vector[3];

ADGEN_GRAD()
double dot(const vector a, const vector b)
{
    double sum = 0.0;
    for (int i = 0; i < 3; i++)
        sum += a[i] * b[i];
    return sum;
}

/*
 * check: parameters whose array type has a name
 * check-gradient: dot(random(3, -1, 1), random(3, -1, 1))
 */
