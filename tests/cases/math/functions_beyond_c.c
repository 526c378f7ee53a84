#define _GNU_SOURCE
#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double polar(const double *x, int n)
{
    double sum = 0.0, sine, cosine;

    for (int i = 0; i < n; i++) {
        sincos(x[i], &sine, &cosine);
        sum += sine * cosine * x[i];
    }
    return sum;
}

/* The sine takes the angle's place. */
ADGEN_GRAD(x)
void rotate(double *x, double *y)
{
    sincos(*x * *y, x, y);
}

ADGEN_GRAD(x)
float polar_float(float x)
{
    float sine, cosine;

    sincosf(x * x, &sine, &cosine);
    return sine * x + cosine;
}

ADGEN_GRAD(x)
double with_sign(const double *x, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        int    sign;
        double value = lgamma_r(x[i], &sign);

        sum += sign * value * value;
    }
    return sum;
}

ADGEN_GRAD(x)
double with_sign_in_all_types(double x)
{
    int sign;

    double sum = lgammaf_r((float)x, &sign);

    sum += (double)lgammal_r(x * x, &sign);
    return sum + gamma(x);
}

ADGEN_GRAD(x)
double bessel(double x, int n)
{
    return j0(x) * y0(x) + j1(x) * y1(x) + jn(n, x) * yn(n, x) + exp10(0.1 * x);
}

ADGEN_GRAD(x, y)
double of_two(double x, double y)
{
    return drem(x, y) + fmaxmag(x, y) * fminmag(x, -y) + significand(x) * nextup(x) + roundeven(x) * x;
}

/*
 * check: functions of <math.h> that POSIX and the GNU library add
 * check-args: -D_GNU_SOURCE
 * check-gradient: polar(random(4, -3, 3), 4)
 * check-gradient: rotate(random(1, 0.2, 0.5), random(1, 1, 2))
 * check-gradient: polar_float(random(0.3, 1))
 * check-gradient: with_sign(random(4, 2.5, 4), 4)
 * check-gradient: with_sign_in_all_types(random(2.5, 4))
 * check-gradient: bessel(random(1, 2), 3)
 * check-gradient: of_two(random(5.1, 6.3), random(1.9, 2.4))
 */
