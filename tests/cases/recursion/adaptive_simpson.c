#include <adgen/adgen.h>
#include <math.h>

/* adaptive Simpson */
static double g(double x, double k) { return exp(-k * x * x) + x; }

static double adapt(double a, double b, double fa, double fm, double fb, double whole, double k, double eps, int depth)
{
    double m = 0.5 * (a + b), lm = 0.5 * (a + m), rm = 0.5 * (m + b);
    double flm = g(lm, k), frm = g(rm, k);
    double left = (m - a) / 6.0 * (fa + 4.0 * flm + fm), right = (b - m) / 6.0 * (fm + 4.0 * frm + fb);
    double delta = left + right - whole;
    if (depth <= 0 || fabs(delta) <= 15.0 * eps)
        return left + right + delta / 15.0;
    return adapt(a, m, fa, flm, fm, left, k, eps / 2.0, depth - 1) +
           adapt(m, b, fm, frm, fb, right, k, eps / 2.0, depth - 1);
}

ADGEN_GRAD(a, b, k)
double integral(double a, double b, double k)
{
    double m = 0.5 * (a + b), fa = g(a, k), fm = g(m, k), fb = g(b, k);
    return adapt(a, b, fa, fm, fb, (b - a) / 6.0 * (fa + 4.0 * fm + fb), k, 1e-8, 10);
}

/*
 * check: adaptive Simpson
 * check-gradient: integral(0.0, 1.0, 0.7)
 * check-gradient: integral(-1.0, 3.0, 2.7)
 */
