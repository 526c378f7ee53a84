#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static int coin(void)
{
    return rand() & 1;
}

/* Large enough, and called often enough, to stay a function: what it draws it draws once. */
static double walk(int n, const double *x, double t)
{
    double s = t;

    for (int i = 0; i < n; i++) {
        double u = x[i] * t, v = sin(u) + s;
        s += u * v;
        s = s * 0.5 + v * 0.25;
        s += cos(v) * u;
        v *= s;
        s = s * 0.5 + v * 0.25;
        s = sin(s);
        if (coin())
            s *= 0.5;
        else
            s += 0.1 * u;
        s = s * 0.5 + v * 0.25;
        s = sin(s) + u;
        s += exp(-s * s) * v * u;
        v = s * s + u;
        v = cos(v) * u;
        v += s;
        s += 1.0 / (1.0 + v * v);
        s = sin(s) * v;
    }
    return s;
}

ADGEN_GRAD(x)
double walks(int n, const double *x)
{
    srand(5);
    double s = walk(n, x, 0.1), q = walk(n, x, 0.2);

    s += q * s;
    s += walk(n - 1, x, s * q);
    s += walk(n - 1, x, s);
    s += walk(n - 2, x, s);
    s *= walk(n, x, 0.4);
    s *= walk(n, x, q);
    s += walk(n, x, q * s);
    return s;
}

/*
 * check: a helper that draws random numbers, called nine times
 * check-gradient: walks(4, random(4, 0.2, 0.8))
 */
