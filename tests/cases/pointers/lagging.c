#include <adgen/adgen.h>

/* Pointers that are set for the next iteration, where only their adjoints are needed backward. */

ADGEN_GRAD()
double first_then_other(int n, double a, double *x, double *y)
{
    double *q = x;

    for (int i = 0; i < n; i++) {
        q[i] = a * 0.5;
        q = y;
    }
    return x[0] + y[1];
}

ADGEN_GRAD()
double read_before(int n, double a, double *x, double *y)
{
    double        s = 0.0;
    const double *q = y;

    for (int i = 0; i < n; i++) {
        s += *q * 2.0;
        q = &x[i];
    }
    return s * a;
}

ADGEN_GRAD()
double differences(int n, const double *x)
{
    double        zero = 0.0, s = 0.0;
    const double *previous = &zero;

    for (int i = 0; i < n; i++) {
        s += (i + 1) * (x[i] - 0.5 * *previous);
        previous = &x[i];
    }
    return s;
}

ADGEN_GRAD()
double set_by_inner_loop(int n, double a, double *out)
{
    double t = 1.0, *p = out;

    for (int i = 0; i < n; i++) {
        *p += a;
        for (int k = 0; k < 2; k++)
            p = &t;
    }
    return t;
}

/*
 * check: pointers that lag one iteration behind
 * check-gradient: first_then_other(4, random(-1, 1), random(8, -1, 1), random(8, -1, 1))
 * check-gradient: read_before(4, random(-1, 1), random(8, -1, 1), random(8, -1, 1))
 * check-gradient: differences(4, random(4, -1, 1))
 * check-gradient: set_by_inner_loop(3, random(0.5, 1), random(1, 0, 1))
 */
