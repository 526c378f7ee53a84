#include <adgen/adgen.h>
#include <math.h>

typedef struct Split {
    double whole, part;
    int    power;
} Split;

/* What modf stores takes the place of active data. */
ADGEN_GRAD(x)
void over_the_next(double *x, int n)
{
    for (int i = 0; i < n - 1; i++)
        x[i] = modf(x[i] * x[i], &x[i + 1]) * 2.0;
}

/* … and of its own argument. */
ADGEN_GRAD(x)
double over_itself(double x)
{
    double y = x * x, part = modf(y, &y);

    return part * part * y * x;
}

ADGEN_GRAD(x)
double in_a_record(const double *x, int n)
{
    Split  split = {0};
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        split.part = modf(x[i], &split.whole);
        sum += split.part * split.whole * x[i];
        split.part = frexp(x[i] * split.part, &split.power);
        sum += split.part * split.part * split.power;
    }
    return sum;
}

ADGEN_GRAD(x)
double result_unused(double x)
{
    int    power, bits;
    double whole;

    frexp(x, &power);
    modf(x, &whole);
    (void)remquo(x, 2.0, &bits);
    return x * x * power + whole * x + bits;
}

ADGEN_GRAD(x)
double under_a_condition(double x, int k)
{
    int    power = 0;
    double y = x;

    while (k-- > 0) {
        if (k % 2)
            y = frexp(y * 3.0, &power) + 1.5;
        else
            y = y * y + power;
    }
    return y;
}

/* A mantissa of zero is 0, and so is its slope beside it 1. */
ADGEN_GRAD(x)
double at_zero(double x)
{
    int power;

    return frexp(x, &power) * 3.0;
}

ADGEN_GRAD(x)
float in_float(float x)
{
    int   power;
    float whole, part = modff(x * 2.0f, &whole), mantissa = frexpf(part, &power);

    return mantissa * whole + power * x;
}

ADGEN_GRAD(x)
long double in_long_double(long double x)
{
    int         power;
    long double whole, part = modfl(x * 2.0L, &whole), mantissa = __builtin_frexpl(part, &power);

    return mantissa * whole + power * x;
}

/*
 * check: functions that return one number and store another
 * check-gradient: over_the_next(random(4, 2, 3), 4)
 * check-gradient: over_itself(random(1.6, 1.7))
 * check-gradient: in_a_record(random(3, 1.1, 1.9), 3)
 * check-gradient: result_unused(random(1.1, 1.9))
 * check-gradient: under_a_condition(random(0.3, 0.4), 4)
 * check-gradient: in_float(random(1.1, 1.2))
 * check-gradient: in_long_double(random(1.1, 1.2))
 */
