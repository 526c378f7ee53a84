#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x, a)
double arithmetic(double x, double a)
{
    return (x + a) * (x - a) / (x * a) - x / a;
}

ADGEN_GRAD(x)
double arithmetic_inactive(double x, double a, int n)
{
    int k = n / 2 * 3 - n % 4;
    return x * ((a + 2.0) * (a - 0.1) / k);
}

ADGEN_GRAD(x)
double signs(double x)
{
    return -x * +x - -x;
}

ADGEN_GRAD(x)
double signs_inactive(double x, double a, int n)
{
    return x * -a * +n * - -n;
}

ADGEN_GRAD(x)
double assigned(double x)
{
    double y, z, w[2];
    y = z = w[1] = x * x;
    return y * z + w[1] * (w[0] = x);
}

ADGEN_GRAD(x)
double assigned_inactive(double x, double a)
{
    int i, j;
    double b;
    i = j = 3;
    b = a = a * i;
    return x * (a + b) * j;
}

ADGEN_GRAD(x)
double compound(double x, double a)
{
    double y = a;
    y += x;
    y *= x * y;
    y -= sin(y);
    y /= x;
    return y *= 0.5, y;
}

ADGEN_GRAD(x)
double compound_inactive(double x, int n)
{
    int k = n;
    k += 3; k *= 5; k -= n; k /= 2; k %= 17; k <<= 2; k >>= 1; k &= 29; k |= 2; k ^= 7;
    return x * k;
}

ADGEN_GRAD(x, f, l)
double mixed_assignment(double x, float f, long double l)
{
    float g = 0.5f;
    long double m = 0.25L;
    g += x;
    m *= f;
    x *= l;
    x -= g;
    g = (float)m;
    return x * g * m;
}

ADGEN_GRAD(x)
double mixed_assignment_inactive(double x, float f, int n)
{
    n *= 1.5;
    f += n;
    n -= f;
    return x * n * f;
}

ADGEN_GRAD(x)
double steps(double x)
{
    double y = x++;
    y *= ++x;
    double z = x--;
    return y * z * --x;
}

ADGEN_GRAD(x)
double steps_inactive(double x, double a, int n)
{
    int k = n++;
    k += --n;
    a++;
    --a;
    return x * k * a++;
}

ADGEN_GRAD(x, w)
double bits(double x, const double *w, int n)
{
    return x * w[n % 4] + x * w[(n & 6) >> 2] * w[~n & 1] + w[(n ^ 10)] * (1 << 2 | 1);
}

ADGEN_GRAD(x)
double bits_inactive(double x, unsigned n)
{
    unsigned k = (n << 3 | n >> 1) ^ (~n & 0xffu);
    return x * (k % 1000u);
}

ADGEN_GRAD(x)
double compared(double x, double a)
{
    double y = x * (x > a) + (x < a) * a + (x != a);
    if ((x >= 1.0) == 1)
        y *= x;
    return y * x + (x <= a);
}

ADGEN_GRAD(x)
double compared_inactive(double x, double a, int n)
{
    int k = (a > 0.5) + 2 * (n <= 7) + 4 * (a == n) + (a != 1.0);
    return x * k;
}

ADGEN_GRAD(x)
double logical(double x, double a)
{
    if (x > a && (x < 2.0 || sin(x) > 0.5) && !(x == a))
        return x * x;
    return a * x;
}

ADGEN_GRAD(x)
double logical_inactive(double x, double a, int n)
{
    int k = n && a > 0.0;
    k += !n || !a || n > 5;
    return x * k;
}

ADGEN_GRAD(x)
double logical_effects(double x, double a)
{
    double y = 1.0;
    if (x > a && (y = x * x) > 1.0)
        y *= x;
    (void)((x < a) || (y *= 2.0));
    return y;
}

ADGEN_GRAD(x)
double logical_effects_inactive(double x, int n)
{
    int k = 1;
    if (n > 3 && k++ && (n = 5))
        k *= 3;
    return x * k * n;
}

ADGEN_GRAD(x)
double chosen(double x, double a)
{
    return (x > a ? x * x : a) * (x < a ? 1.0 : sin(x)) + (x > 0.0 ? x : -x);
}

ADGEN_GRAD(x)
double chosen_inactive(double x, double a, int n)
{
    return x * (n > 5 ? a : 1.0) * (a > 1.0 ? n : -n);
}

ADGEN_GRAD(x)
double chosen_nested(double x, int n)
{
    return n == 1 ? x : n == 2 ? (x > 1.0 ? x * x : 1.0) : n == 3 ? sin(x) : 0.0;
}

ADGEN_GRAD(x)
double chosen_nested_inactive(double x, int n)
{
    return x * (n == 1 ? 4 : n == 2 ? (n > 1 ? 5 : 6) : 7);
}

ADGEN_GRAD(x)
double chosen_effects(double x, double a)
{
    double y = 1.0;
    x > a ? (y = x * x) : (y = a);
    return x * (y > 1.0 ? y *= 2.0 : exp(x));
}

ADGEN_GRAD(x)
double chosen_effects_inactive(double x, int n)
{
    int k = 2;
    n > 5 ? k++ : (k = 9);
    return x * (n > 3 ? k++ : --k);
}

ADGEN_GRAD(x, f)
double chosen_mixed(double x, float f, int n)
{
    return (n > 2 ? x : f) * (n > 4 ? x : f) + (x > 1.0 ? n : x);
}

ADGEN_GRAD(x)
double chosen_mixed_inactive(double x, float f, int n)
{
    return x * (n > 2 ? f : n) * (n > 5 ? f : 2.0L);
}

ADGEN_GRAD(x)
double comma(double x)
{
    double y, z;
    y = (z = x * x, z * x);
    return y *= 2.0, y + z;
}

ADGEN_GRAD(x)
double comma_inactive(double x, int n)
{
    int k, m;
    k = (m = n * n, m + 1);
    return k *= 2, x * (k + m);
}

ADGEN_GRAD(x)
double bracketed(double x)
{
    double (y) = (((x)) * ((x)));
    (y) *= ((((((x))))));
    return (y);
}

ADGEN_GRAD(x)
double bracketed_inactive(double x, int n)
{
    (n) = ((n) + (((1))));
    return x * (((n)));
}

static int next(int *p)
{
    return *p += 1;
}

ADGEN_GRAD(x)
double unordered_inactive(double x, int *n)
{
    int k = next(n), m = 5;
    k = next(&k) + next(&m);
    return x * k;
}

/*
 * check: operators
 * check-construct: operators | + - * / | 6.5.5
 * check-gradient: arithmetic(1.3, 0.7)
 * check-gradient: arithmetic_inactive(1.3, 0.7, 7)
 * check-construct: operators | unary + - | 6.5.3.3
 * check-gradient: signs(1.3)
 * check-gradient: signs_inactive(1.3, 0.7, 7)
 * check-construct: operators | simple assignment, chained | 6.5.16.1
 * check-gradient: assigned(1.3)
 * check-gradient: assigned_inactive(1.3, 0.7)
 * check-construct: operators | compound assignment | 6.5.16.2
 * check-gradient: compound(1.3, 0.7)
 * check-gradient: compound_inactive(1.3, 9)
 * check-construct: operators | assignment between precisions | 6.5.16
 * check-gradient: mixed_assignment(1.3, 0.7f, 2.5L)
 * check-gradient: mixed_assignment_inactive(1.3, 0.7, 7)
 * check-construct: operators | ++ and -- | 6.5.2.4
 * check-gradient: steps(1.3)
 * check-gradient: steps_inactive(1.3, 0.7, 7)
 * check-construct: operators | % << >> & \| ^ ~ | 6.5.10
 * check-gradient: bits(1.3, {1.0, 2.0, 3.0, 4.0}, 9)
 * check-gradient: bits_inactive(1.3, 9u)
 * check-construct: operators | < > <= >= == != | 6.5.8
 * check-gradient: compared(1.3, 0.7)
 * check-gradient: compared_inactive(1.3, 0.7, 7)
 * check-construct: operators | && \|\| ! | 6.5.13
 * check-gradient: logical(1.3, 0.7)
 * check-gradient: logical_inactive(1.3, 0.7, 7)
 * check-construct: operators | logical operators with side effects | 6.5.13
 * check-gradient: logical_effects(1.3, 0.7)
 * check-gradient: logical_effects_inactive(1.3, 7)
 * check-construct: operators | ?: | 6.5.15
 * check-gradient: chosen(1.3, 0.7)
 * check-gradient: chosen_inactive(1.3, 0.7, 7)
 * check-construct: operators | ?: nested | 6.5.15
 * check-gradient: chosen_nested(1.3, 2)
 * check-gradient: chosen_nested_inactive(1.3, 2)
 * check-construct: operators | ?: with assignments and calls in it | 6.5.15
 * check-gradient: chosen_effects(1.3, 0.7)
 * check-gradient: chosen_effects_inactive(1.3, 7)
 * check-construct: operators | ?: between precisions | 6.5.15
 * check-gradient: chosen_mixed(1.3, 0.7f, 3)
 * check-gradient: chosen_mixed_inactive(1.3, 0.7f, 3)
 * check-construct: operators | comma | 6.5.17
 * check-gradient: comma(1.3)
 * check-gradient: comma_inactive(1.3, 7)
 * check-construct: operators | brackets | 6.5.1
 * check-gradient: bracketed(1.3)
 * check-gradient: bracketed_inactive(1.3, 7)
 * check-construct: operators | order of evaluation left open | 6.5
 * check-gradient: unordered_inactive(1.3, {1})
 */
