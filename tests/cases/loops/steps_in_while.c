#include <adgen/adgen.h>

ADGEN_GRAD(x, w)
double f(int n, const double *x, double *w)
{
    const double *p = x;
    double       *q = w + n, s = 1.0;
    int           i = 0;

    while (i < n && s < 50.0) {
        s = s * x[i++] + 0.5 * s;
        *--q *= s * *p;
        p++;
        if (s < -2.0)
            break;
    }
    for (; p != x + n; p++)
        s += *p * *p * s;
    return s;
}

/*
 * check: counters and pointers that move by a constant step are had again without being kept
 * check-gradient: f(5, random(5, 0, 2), random(5, -1, 1))
 * check-gradient: f(5, {3, 3, 3, 3, 3}, random(5, -1, 1))
 * check-gradient: f(5, {3, -9, 3, 3, 3}, random(5, -1, 1))
 * check-gradient: f(0, {1}, {1})
 * check-omits: adgen_push_pointer
 * check-omits: adgen_push_int
 */
