#include <adgen/adgen.h>

typedef int four __attribute__((vector_size(16)));

ADGEN_GRAD(x)
double f(double x, int n)
{
    four   v = {n, n + 1, n + 2, n + 3}, squares = v * v + 1;
    double weight = (double)squares[2];
    squares[1] += 2;
    return x * x * weight + squares[1] * x;
}

/*
 * check: a vector of integers, read as reals
 * check-gradient: f(random(0.1, 0.5), 3)
 */
