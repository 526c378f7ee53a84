#include <adgen/adgen.h>
#include <math.h>

static double repeated(int n, double a)
{
    if (n <= 0)
        return a;
    return repeated(n - 1, 0.5 * exp(a));
}

ADGEN_GRAD(a)
double exponential(int n, double a)
{
    return repeated(n, a);
}

static double continued(int n, double a, double b)
{
    if (n <= 0)
        return a * b;
    return continued(n - 1, a - 1.0 / (1.0 + a * b), sqrt(b) + 1.0);
}

ADGEN_GRAD(a, b)
double fraction(int n, double a, double b)
{
    return continued(n, a, b);
}

static double folded(const double *w, int n, double a)
{
    if (n == 0)
        return a;
    return folded(w, n - 1, a > 0.4 ? w[n % 2] * tanh(a * w[1 - n % 2]) : 2.0 * a + a / w[0]) + a;
}

ADGEN_GRAD(w, a)
double chosen(const double *w, int n, double a)
{
    return folded(w, n, a);
}

static double rectified(double z)
{
    return z > 0.0 ? z : 0.01 * z;
}

static double unit(int n, double a)
{
    double r;

    if (n == 0)
        return a * a;
    r = rectified(1.5 * tanh(a));
    return r + unit(n - 1, r * pow(a, 1.5) + hypot(r, a));
}

ADGEN_GRAD(a)
double units(int n, double a)
{
    return unit(n, a);
}

/* Enough statements that a helper which is called often stays a function. */
#define STEP s = s + 0.1 * sin(s + z);
#define STEPS STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP
#define MANY STEPS STEPS STEPS

static double large(double z)
{
    double s = z * z;

    MANY
    return s;
}

ADGEN_GRAD(a, b)
double large_helper(double a, double b)
{
    double s = large(2.0 * exp(a));

    s += large(a / b + 1.0);
    s += large(s * cbrt(a * b) - 1.0);
    s += large(a < b ? 0.5 * log(b) : b / (a + 1.0));
    s += large(-tanh(a));
    return s;
}

/*
 * check: arguments of calls that stay calls, of which a function or a quotient is a part
 * check-gradient: exponential(0, random(0.2, 0.8))
 * check-gradient: exponential(1, random(0.2, 0.8))
 * check-gradient: exponential(3, random(0.2, 0.8))
 * check-gradient: fraction(2, random(1, 2), random(1, 2))
 * check-gradient: chosen(random(2, 0.5, 1), 3, random(0.5, 1))
 * check-gradient: chosen(random(2, 0.5, 1), 2, random(0.1, 0.3))
 * check-gradient: units(2, random(0.5, 1))
 * check-gradient: large_helper(random(0.5, 1), random(1.2, 2))
 */
