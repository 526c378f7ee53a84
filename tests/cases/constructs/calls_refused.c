#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

struct pair { double x, y; int n; };

static double square(double v)
{
    return v * v;
}

static int twice(int k)
{
    return 2 * k;
}
ADGEN_NO_DERIVATIVE
static void note(int *calls)
{
    ++*calls;
}

static double cube(double v)
{
    return v * v * v;
}

ADGEN_GRAD(x)
double by_pointer(double x, int n)
{
    double (*f)(double) = n > 2 ? square : cube;
    return f(x) * x;
}

static double same(double v)
{
    return v;
}

ADGEN_GRAD(x)
double by_table(double x, int n)
{
    static double (*const table[])(double) = {square, same, sin};
    return table[n](x) * x;
}

static double midpoint(double (*f)(double), double a, double b)
{
    return (b - a) * f(0.5 * (a + b));
}

ADGEN_GRAD(x)
double by_callback(double x)
{
    return midpoint(square, 0.0, x);
}

struct method { double (*f)(double); double gain; };

ADGEN_GRAD(x)
double by_member(double x)
{
    struct method m = {square, 2.0};
    return m.f(x) * m.gain;
}

static double power(double v, int n)
{
    return n == 0 ? 1.0 : v * power(v, n - 1);
}

ADGEN_GRAD(x)
double recursive(double x, int n)
{
    return power(x, n);
}

static double odd(double v, int n);

static double even(double v, int n)
{
    return n == 0 ? v : odd(v * v, n - 1);
}

static double odd(double v, int n)
{
    return n == 0 ? -v : even(v + 1.0, n - 1);
}

ADGEN_GRAD(x)
double mutual(double x, int n)
{
    return even(x, n);
}

double elsewhere(double v);

ADGEN_GRAD(x)
double outside(double x)
{
    return elsewhere(x) * x;
}

double unknown();

ADGEN_GRAD(x)
double no_prototype(double x)
{
    return unknown(x, 2) * x;
}

/*
 * check: calls of functions: what is refused
 * check-args: -Wno-strict-prototypes
 * check-construct: calls | function pointer | 6.7.6.3
 * check-error: adgen-function-pointer @ 31:12
 * check-construct: calls | table of function pointers | 6.7.6.3
 * check-error: adgen-function-pointer @ 43:12
 * check-construct: calls | callback | 6.7.6.3
 * check-error: adgen-function-pointer @ 48:22
 * check-construct: calls | function pointer in a structure | 6.7.2.1
 * check-error: adgen-function-pointer @ 63:12
 * check-construct: calls | recursion | 6.5.2.2
 * check-error: adgen-recursion @ 68:31
 * check-construct: calls | mutual recursion | 6.5.2.2
 * check-error: adgen-recursion @ 86:26
 * check-construct: calls | function whose body is not visible | 6.7.6.3
 * check-error: adgen-extern @ 100:12
 * check-construct: calls | function called without a prototype | 6.5.2.2
 * check-error: adgen-prototype @ 108:12
 */
