#include <adgen/adgen.h>

static int weight(char kind)
{
    switch (kind) {
    case 'a': return 2;
    case 'b': return 3;
    }
    return 1;
}

ADGEN_GRAD(x)
double f(int n, const double *x, const char *kinds)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i] * weight(kinds[i]);
    return sum;
}

/*
 * check: a helper of integers with a switch
 * check-gradient: f(3, random(3, -1, 1), {'a', 'c', 'b'})
 */
