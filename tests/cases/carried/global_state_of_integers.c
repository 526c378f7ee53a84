#include <adgen/adgen.h>

unsigned random_state = 1;

static unsigned next(void)
{
    random_state = random_state * 1103515245u + 12345u;
    return random_state >> 16;
}

ADGEN_GRAD(x)
double f(int n, const double *x, unsigned seed)
{
    double sum = 0.0;
    random_state = seed;
    for (int i = 0; i < n; i++)
        sum += x[next() % (unsigned)n] * x[i];
    return sum;
}

/*
 * check: a generator of random numbers with its state in a global: the backward pass draws none
 * check-gradient: f(5, random(5, -1, 1), 42)
 */
