#include <adgen/adgen.h>
#include <math.h>

struct peak { double place, width, height; };

static double integrand(const struct peak *p, double x)
{
    double d = (x - p->place) / p->width;
    return p->height / (1.0 + d * d) + sin(x * p->place);
}

static double refine(const struct peak *p, double a, double fa, double b, double fb, double m, double fm, double whole, double tolerance,
    int depth)
{
    double lm = 0.5 * (a + m), rm = 0.5 * (m + b), flm = integrand(p, lm), frm = integrand(p, rm);
    double left = (m - a) / 6.0 * (fa + 4.0 * flm + fm), right = (b - m) / 6.0 * (fm + 4.0 * frm + fb);
    double error = left + right - whole;

    if (depth <= 0 || fabs(error) <= 15.0 * tolerance)
        return left + right + error / 15.0;
    return refine(p, a, fa, m, fm, lm, flm, left, 0.5 * tolerance, depth - 1)
        + refine(p, m, fm, b, fb, rm, frm, right, 0.5 * tolerance, depth - 1);
}

ADGEN_GRAD()
double integrate(const struct peak *p, double a, double b, ADGEN_INACTIVE double tolerance, int depth)
{
    double m = 0.5 * (a + b), fa = integrand(p, a), fb = integrand(p, b), fm = integrand(p, m);
    return refine(p, a, fa, b, fb, m, fm, (b - a) / 6.0 * (fa + 4.0 * fm + fb), tolerance, depth);
}

/*
 * check: adaptive Simpson's rule by recursion
 * check-gradient: integrate(&{0.3, 0.1, 1.0}, 0.5, 0.5, 1e-3, 5)
 * check-gradient: integrate(&{0.3, 0.1, 1.0}, 0.0, 1.0, 1e-3, 0)
 * check-gradient: integrate(&{0.3, 0.1, 1.0}, 0.0, 1.0, 1e-4, 6)
 */
