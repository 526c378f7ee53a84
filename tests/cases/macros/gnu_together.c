#include <adgen/adgen.h>
#include <math.h>

#define max(a, b) ({ __typeof__(a) a_ = (a); typeof(b) b_ = (b); a_ > b_ ? a_ : b_; })

struct s { struct { double x; union { double y, yy; }; }; int k; };

ADGEN_GRAD()
double f(double x, double y, int n)
{
    struct s v = { .x = x, .y = y, .k = n };
    __auto_type w = v.x * v.y;
    double r = max(w, v.yy) * (n ?: 3);
    switch (n) {
    case 0 ... 3: r *= x; break;
    case 'a' ... 'z': r += y; break;
    default: r -= x;
    }
    if (__builtin_expect(r > 0, 1)) r *= 2.0;
    r += __builtin_choose_expr(__builtin_types_compatible_p(typeof(x), double), x * x, n);
    typeof(double[2]) arr = { x, y };
    typeof(x) *p = arr;
    return r * p[1] + ({ double t = x; for (int i = 0; i < n; i++) t *= y; t; });
}

/*
 * check: extensions of GNU C together, an initialised union member among them
 * check-args: -std=gnu11 -Wno-pedantic
 * check-gradient: f(random(0.1, 0.5), random(0.5, 1.5), 2)
 * check-gradient: f(random(0.1, 0.5), random(0.5, 1.5), 0)
 * check-gradient: f(random(0.1, 0.5), random(0.5, 1.5), 100)
 */
