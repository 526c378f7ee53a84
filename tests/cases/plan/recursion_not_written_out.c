#include <adgen/adgen.h>
#include <stdlib.h>

/* Sizes are halved: no size comes before all larger ones. */
ADGEN_GRAD(x)
double halves(int n, const double *x)
{
    if (n == 1)
        return x[0] * x[0];
    return halves(n / 2, x) + halves(n - n / 2, x + n / 2);
}

/* It calls itself once. */
ADGEN_GRAD(x)
double once(int n, const double *x)
{
    return n == 0 ? 1.0 : x[n - 1] * once(n - 1, x);
}

/* A number decides what runs. */
ADGEN_GRAD(x)
double decided(int n, double x)
{
    if (n == 0)
        return x;
    if (x > 0.5)
        return decided(n - 1, 0.9 * x) * x;
    return decided(n - 1, 0.9 * x) + decided(n - 1, 1.1 * x);
}

/* It writes what it was given. */
ADGEN_GRAD(x)
double marking(int n, double *x)
{
    if (n == 0)
        return x[0] * x[1];
    x[0] = 0.9 * x[0] + 0.1 * x[1];
    double first = marking(n - 1, x), second;
    second = marking(n - 1, x);
    return first + x[1] * second;
}

/* Something is allocated before the branch. */
ADGEN_GRAD(x)
double before(int n, const double *x)
{
    double *y = malloc(2 * sizeof *y), result;

    y[0] = x[1];
    y[1] = x[0] * x[1];
    if (n == 0)
        result = y[1];
    else
        result = before(n - 1, y) + x[0] * before(n - 1, x);
    free(y);
    return result;
}

/* The size changes on the way; so does a number that was given. */
ADGEN_GRAD(x)
double counted(int n, double x)
{
    if (n == 0)
        return x * x;
    n--;
    x *= 0.9;
    return counted(n, x) + x * counted(n, 0.5 * x);
}

/* Two steps down: every second size is passed by. */
ADGEN_GRAD(x)
double by_two(int n, double x)
{
    if (n <= 0)
        return x * x;
    return by_two(n - 2, 0.9 * x) + x * by_two(n - 1, x);
}

static int calls;

ADGEN_GRAD(x)
double counts(int n, double x)
{
    calls++;
    if (n == 0)
        return x * x;
    double first = counts(n - 1, 0.9 * x);
    return first + x * counts(n - 1, x);
}

/*
 * check: recursions whose sizes are halved, that write, decide by numbers or do more than compute are not written out
 * check-gradient: halves(5, random(5, -1, 1))
 * check-gradient: once(4, random(4, 0.5, 1))
 * check-gradient: decided(3, 0.6)
 * check-gradient: marking(2, random(2, 0.5, 1))
 * check-gradient: before(3, random(2, 0.5, 1))
 * check-gradient: counted(3, 0.8)
 * check-gradient: by_two(4, 0.7)
 * check-gradient: counts(3, 0.7)
 * check-omits: n == 2
 * check-omits: n == 3
 * check-omits: n == 4
 */
