#include <adgen/adgen.h>

/* Whoever counts an int down to zero starts above: else it would overflow. */
ADGEN_GRAD(x)
double steps_left(int n, int steps, double *restrict x)
{
    while (steps--)
        for (int i = 1; i < n; i++)
            x[i] = 0.9 * x[i] * x[i - 1];
    return x[n - 1];
}

ADGEN_GRAD(x)
double not_zero(int n, const double *x)
{
    double s = 0.0;
    while (n-- != 0)
        s += x[n] * x[n];
    return s;
}

/* What is read behind the loop is -1. */
ADGEN_GRAD(x)
double read_behind(int n, const double *x)
{
    double s = 0.0;
    while (n--)
        s += x[n] * x[n];
    return s * (n + 3) * x[n + 1];
}

/* A loop that is left before may start below. */
ADGEN_GRAD(x)
double left_before(int n, const double *x)
{
    double s = 0.0;
    while (n--) {
        s += x[0] * x[1];
        if (s > 3.0)
            break;
    }
    return s;
}

ADGEN_GRAD(x)
double returned_before(int n, const double *x)
{
    double s = 0.0;
    while (n--) {
        s += x[0] * x[1];
        if (s > 3.0)
            return s * x[0];
    }
    return s;
}

/*
 * check: loops that count down to zero
 * check-gradient: steps_left(4, 3, random(4, 0.5, 1.5))
 * check-gradient: steps_left(4, 0, random(4, 0.5, 1.5))
 * check-gradient: not_zero(4, random(4, 0.5, 1.5))
 * check-gradient: not_zero(0, random(0, 0.5, 1.5))
 * check-gradient: read_behind(4, random(4, 0.5, 1.5))
 * check-gradient: read_behind(0, random(1, 0.5, 1.5))
 * check-gradient: left_before(-2, random(2, 0.5, 1.5))
 * check-gradient: left_before(2, random(2, 0.5, 1.5))
 * check-gradient: returned_before(-2, random(2, 0.5, 1.5))
 * check-gradient: returned_before(2, random(2, 0.5, 1.5))
 * check-omits: steps_left_before
 */
