#include <adgen/adgen.h>

struct complex { double re, im; };

static struct complex multiply(struct complex a, struct complex b)
{
    struct complex c = { a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re };
    return c;
}

ADGEN_GRAD()
double f(double x, double y)
{
    struct complex z = { x, y };
    struct complex w = multiply(z, z);
    w = multiply(w, multiply(z, w));
    return w.re + multiply(w, z).im;
}

/*
 * check: functions that take and return structs
 * check-gradient: f(random(0.5, 1), random(0.5, 1))
 */
