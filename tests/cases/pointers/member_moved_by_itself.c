#include <adgen/adgen.h>

struct walk { double *p; double *rows[2]; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double      a[2] = { x[0], x[1] }, b[2] = { x[1], 2.0 };
    struct walk w = { a, { a, b } };
    double      sum = 0.0;

    for (int i = 0; i < n; i++) {
        w.p[i % 2] *= x[i];
        w.p = w.p == a ? b : a;
        w.rows[i % 2] = w.rows[i % 2] == a ? b : w.p;
        sum += w.p[0] * w.rows[0][1] + w.rows[1][0];
    }
    return sum;
}

/*
 * check: pointers in members and elements, whose new value depends on the old one
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
