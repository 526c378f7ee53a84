#include <adgen/adgen.h>
#include <math.h>

#define MAX_DEGREE 6

typedef struct complex { double re, im; } complex;

static complex c_mul(complex a, complex b)
{
    return (complex){ .re = a.re * b.re - a.im * b.im, .im = a.re * b.im + a.im * b.re };
}

static complex c_sub(complex a, complex b) { a.re -= b.re; a.im -= b.im; return a; }

/* Smith's division. */
static complex c_div(complex a, complex b)
{
    complex q;
    double r, d;

    if (fabs(b.re) >= fabs(b.im)) {
        r = b.im / b.re;
        d = b.re + r * b.im;
        q.re = (a.re + a.im * r) / d;
        q.im = (a.im - a.re * r) / d;
    } else {
        r = b.re / b.im;
        d = b.im + r * b.re;
        q.re = (a.re * r + a.im) / d;
        q.im = (a.im * r - a.re) / d;
    }
    return q;
}

static complex horner(int degree, const double *c, complex z)
{
    complex p = { c[degree], 0.0 };
    for (int i = degree; i-- > 0;) {
        p = c_mul(p, z);
        p.re += c[i];
    }
    return p;
}

/* All roots at once by Durand and Kerner's iteration; the number of rounds, or -1. */
ADGEN_VJP(coefficient, root)
int roots(int degree, const double *coefficient, complex *root, double tolerance, int max_rounds)
{
    complex start = { 0.4, 0.9 }, power = { 1.0, 0.0 };
    int round = 0;
    double change;

    if (degree < 1 || degree > MAX_DEGREE)
        return -1;
    for (int i = 0; i < degree; i++) {
        root[i] = power;
        power = c_mul(power, start);
    }
    do {
        change = 0.0;
        for (int i = 0; i < degree; i++) {
            complex d = { coefficient[degree], 0.0 }, step;
            for (int j = 0; j < degree; j++)
                if (j != i)
                    d = c_mul(d, c_sub(root[i], root[j]));
            step = c_div(horner(degree, coefficient, root[i]), d);
            root[i] = c_sub(root[i], step);
            change += hypot(step.re, step.im);
        }
        if (++round >= max_rounds)
            break;
    } while (change > tolerance);
    return round;
}

/* How stable a linear filter is: the largest modulus of a root. */
ADGEN_GRAD(coefficient)
double spectral_radius(int degree, const double coefficient[])
{
    complex z[MAX_DEGREE];
    double largest = 0.0;

    if (roots(degree, coefficient, z, 1e-13, 60) < 0)
        return -1.0;
    for (const complex *r = z; r != z + degree; r++) {
        double modulus = hypot(r->re, r->im);
        if (modulus > largest)
            largest = modulus;
    }
    return largest;
}

/*
 * check: roots of a polynomial: complex numbers as structs by value, an annotated function that calls another
 * check-gradient: roots(0, {1.0}, {}, 1e-10, 5)
 * check-gradient: roots(1, {-3.0, 2.0}, {{0.0, 0.0}}, 1e-10, 5)
 * check-seed: root[0].re = 1
 * check-value: coefficient = {-0.5, -0.75}
 * check-gradient: roots(2, {2.0, -3.0, 1.0}, {{0.0, 0.0}, {0.0, 0.0}}, 1e-10, 3)
 * check-gradient: spectral_radius(0, {1.0})
 * check-gradient: spectral_radius(2, {2.0, -3.0, 1.0})
 * check-value: return = 2
 * check-value: coefficient[0] = -1
 * check-gradient: spectral_radius(4, {0.7, -0.2, 0.5, 0.1, 1.0})
 * check-gradient: spectral_radius(3, {0.3, 0.7, -1.9, 1.0})
 * check-within: 1e-9
 */
