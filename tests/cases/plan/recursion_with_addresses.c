#include <adgen/adgen.h>
#include <stdlib.h>

/* The addresses are of elements that hold another one, a number, or a sum. */
ADGEN_GRAD(x)
double turned(int n, const double *x)
{
    double y[8];

    if (n == 0)
        return x[0] * x[1] + 0.5 * x[1] * x[1];
    for (int i = 0; i < 8; i++)
        y[i] = x[3 - i % 4];
    return turned(n - 1, &y[1]) + x[0] * turned(n - 1, &y[2]);
}

ADGEN_GRAD(x)
double numbers(int n, const double *x)
{
    double y[4];

    if (n == 0)
        return x[0] * x[1];
    for (int i = 0; i < 4; i++)
        y[i] = n;
    return numbers(n - 1, &y[2]) + x[0] * numbers(n - 1, x);
}

ADGEN_GRAD(x)
double sums(int n, const double *x)
{
    double y[3][2];

    if (n == 0)
        return x[0] * x[1];
    for (int i = 0; i < 3; i++) {
        y[i][0] = x[0] + i * x[1];
        y[i][1] = x[1] * y[i][0];
    }
    return sums(n - 1, &y[1][0]) + x[0] * sums(n - 1, &y[0][1]);
}

/*
 * check: the address of an element is that of its place in its block, whatever the element holds
 * check-gradient: turned(1, random(6, 0.5, 1))
 * check-gradient: turned(2, random(6, 0.5, 1))
 * check-gradient: turned(3, random(6, 0.5, 1))
 * check-gradient: turned(5, random(6, 0.3, 0.6))
 * check-gradient: numbers(1, random(2, 0.5, 1))
 * check-gradient: numbers(3, random(2, 0.5, 1))
 * check-gradient: sums(1, random(2, 0.5, 1))
 * check-gradient: sums(2, random(2, 0.5, 1))
 * check-gradient: sums(4, random(2, 0.5, 1))
 */
