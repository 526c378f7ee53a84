#include <adgen/adgen.h>
#include <math.h>

/* Where x[1] is zero the first row is infinite, or undefined; the others are not. */
ADGEN_VJP() ADGEN_JACOBIAN(as(apart_rows))
void apart(const double x[2], double y[3])
{
    double quotient = x[0] / x[1];

    y[0] = quotient * quotient;
    y[1] = x[0] * x[1];
    y[2] = x[1] > 0.0 ? quotient : sin(x[0]);
}

/* The inverse tangent of what is infinite is a number. */
ADGEN_VJP() ADGEN_JACOBIAN(as(limited_rows))
void limited(const double x[2], double y[2])
{
    double quotient = x[0] / x[1];

    y[0] = 3.0 + atan(quotient);
    y[1] = quotient;
}

/* What is overwritten is in no row. */
ADGEN_VJP(x) ADGEN_JACOBIAN(x, as(overwritten_rows))
void overwritten(const double x[3], ADGEN_SIZE(2) double *restrict y)
{
    double quotient = x[0] / x[1];

    y[0] = quotient;
    y[1] = quotient;
    y[0] = x[1] + x[2];
}

/*
 * check: a row that does not share an infinite value is not touched by it
 * check-gradient: apart({0.5, 1.5}, zeros(3))
 * check-gradient: apart({0.5, -1.5}, zeros(3))
 * check-call: apart({0.5, 0.0}, zeros(3))
 * check-gradient: limited({0.5, 1.5}, zeros(2))
 * check-gradient: overwritten({0.5, 1.5, 2.5}, zeros(2))
 * check-count: 12 != 0.0
 */
