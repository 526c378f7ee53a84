#include <adgen/adgen.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum level { LOW, HIGH = 3 };

ADGEN_GRAD(x)
double to_float(double x)
{
    float y = x;
    return (float)(x * y) * (double)y;
}

ADGEN_GRAD(x)
double to_float_inactive(double x, double a)
{
    float b = a;
    return x * (float)(a * b) * (double)b;
}

ADGEN_GRAD(x)
double to_long_double(double x)
{
    long double y = x;
    y = y * x + (long double)x;
    return (double)y;
}

ADGEN_GRAD(x)
double to_long_double_inactive(double x, double a)
{
    long double b = a;
    return x * (double)(b * (long double)a);
}

ADGEN_GRAD(x)
double to_integer(double x)
{
    int k = x * 3.0;
    return x * k + (int)x + (unsigned char)(x * 2.0) + (long)sin(x);
}

ADGEN_GRAD(x)
double to_integer_inactive(double x, double a)
{
    int k = a;
    return x * k * (unsigned)a;
}

ADGEN_GRAD(x)
double from_integer(double x, int n)
{
    double y = n;
    y *= x;
    return y + (float)n * x + n;
}

ADGEN_GRAD(x)
double from_integer_inactive(double x, int n)
{
    float f = n;
    return x * f * (double)n / 3;
}

ADGEN_GRAD(x)
double to_bool(double x)
{
    bool b = x;
    _Bool c = (_Bool)(x - x);
    return x * b + x * x * !c;
}

ADGEN_GRAD(x)
double to_bool_inactive(double x, double a)
{
    bool b = a, c = !b;
    return x * (b + 2 * c);
}

ADGEN_GRAD(x)
double to_enum(double x)
{
    enum level level = (enum level)(int)(x * 2.5);
    return level == HIGH ? x * x : x * level;
}

ADGEN_GRAD(x)
double to_enum_inactive(double x, double a)
{
    enum level level = (enum level)a;
    return x * level;
}

ADGEN_GRAD(x, f)
double usual(double x, float f, int n, unsigned long long u)
{
    return f * n * x + u * f + n / 2 * x + ('a' - 'b') * f;
}

ADGEN_GRAD(x)
double usual_inactive(double x, float f, int n, unsigned u)
{
    return x * (f * n + u * 0.5L + n / 2 + -1 * (u > 3u));
}

static float half_f(float v)
{
    return 0.5f * v;
}

ADGEN_GRAD(x, f)
double converted_arguments(double x, float f)
{
    return sin(f) * half_f(x) * x;
}

ADGEN_GRAD(x)
double converted_arguments_inactive(double x, int n)
{
    return x * sqrt(n) * half_f(n);
}

ADGEN_GRAD(x)
float converted_result(double x)
{
    return x * x;
}

static int whole(double a)
{
    return a;
}

ADGEN_GRAD(x)
double converted_result_inactive(double x, double a)
{
    return x * whole(a);
}

ADGEN_GRAD(x)
double to_void(double x)
{
    (void)x;
    (void)(x *= x);
    return x;
}

ADGEN_GRAD(x)
double to_void_inactive(double x, int n)
{
    (void)n;
    (void)(n += 2);
    return x * n;
}

ADGEN_GRAD(x)
double between_integers(double x, int n)
{
    return x * (uint8_t)n + x * x * (short)(n * 70);
}

ADGEN_GRAD(x)
double between_integers_inactive(double x, long n)
{
    uint8_t small = (uint8_t)n;
    int64_t large = (int64_t)small << 20;
    return x * (int)(large >> 18);
}

ADGEN_GRAD(x)
double reinterpreted_inactive(double x, unsigned n)
{
    const unsigned char *bytes = (const unsigned char *)&n;
    return x * (bytes[0] + bytes[1] + bytes[2] + bytes[3]);
}

ADGEN_GRAD(x)
double through_integer_inactive(double x, const int *n)
{
    uintptr_t place = (uintptr_t)n;
    const int *m = (const int *)(place + sizeof *n);
    return x * *m;
}

/*
 * check: casts and conversions
 * check-construct: conversions | double to float and back | 6.3.1.5
 * check-gradient: to_float(1.3)
 * check-gradient: to_float_inactive(1.3, 0.7)
 * check-construct: conversions | double to long double and back | 6.3.1.5
 * check-gradient: to_long_double(1.3)
 * check-gradient: to_long_double_inactive(1.3, 0.7)
 * check-construct: conversions | real to integer | 6.3.1.4
 * check-gradient: to_integer(1.3)
 * check-gradient: to_integer_inactive(1.3, 7.7)
 * check-construct: conversions | integer to real | 6.3.1.4
 * check-gradient: from_integer(1.3, 7)
 * check-gradient: from_integer_inactive(1.3, 7)
 * check-construct: conversions | real to _Bool | 6.3.1.2
 * check-gradient: to_bool(1.3)
 * check-gradient: to_bool_inactive(1.3, 0.7)
 * check-construct: conversions | real to an enumeration | 6.3.1.4
 * check-gradient: to_enum(1.3)
 * check-gradient: to_enum_inactive(1.3, 3.5)
 * check-construct: conversions | usual arithmetic conversions | 6.3.1.8
 * check-gradient: usual(1.3, 0.7f, 7, 3u)
 * check-gradient: usual_inactive(1.3, 0.7f, 7, 3u)
 * check-construct: conversions | conversion of arguments | 6.5.2.2
 * check-gradient: converted_arguments(1.3, 0.7f)
 * check-gradient: converted_arguments_inactive(1.3, 7)
 * check-construct: conversions | conversion of the result | 6.8.6.4
 * check-gradient: converted_result(1.3)
 * check-gradient: converted_result_inactive(1.3, 3.7)
 * check-construct: conversions | cast to void | 6.3.2.2
 * check-gradient: to_void(1.3)
 * check-gradient: to_void_inactive(1.3, 7)
 * check-construct: conversions | cast between integers | 6.3.1.3
 * check-gradient: between_integers(1.3, 1000)
 * check-gradient: between_integers_inactive(1.3, 1000)
 * check-construct: conversions | cast between pointer types | 6.3.2.3
 * check-gradient: reinterpreted_inactive(1.3, 258)
 * check-construct: conversions | cast of a pointer to an integer | 6.3.2.3
 * check-gradient: through_integer_inactive(1.3, {4, 5})
 */
