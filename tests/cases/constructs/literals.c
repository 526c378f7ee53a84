#include <adgen/adgen.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdalign.h>
#include <stddef.h>

struct pair { double x, y; int n; };
struct place { int x, y; char n; };

ADGEN_GRAD(x)
double real_literals(double x)
{
    return x * 0x1.8p1 + x * 1e-3 + x * .5f + (double)(x * 2.L) + x * 1.E+2 + 0x.8p0 * x;
}

ADGEN_GRAD(x)
double real_literals_inactive(double x)
{
    float f = 0x1.8p1f;
    return x * f * 2.5e1L;
}

ADGEN_GRAD(x)
double integer_literals(double x)
{
    return x * 0x10 + x * 010 + x / 9223372036854775808u + x * 1ull;
}

ADGEN_GRAD(x)
double integer_literals_inactive(double x)
{
    unsigned long long n = 0xffffffffffffffffull - 18446744073709551600ull;
    return x * (double)n * 0777;
}

ADGEN_GRAD(x)
double huge_literals(double x)
{
    return x * 1e308 * 1e-308 + x * 4.9406564584124654e-324 * 0.0 + DBL_MIN * x + x * DBL_EPSILON;
}

ADGEN_GRAD(x)
double huge_literals_inactive(double x, double a)
{
    double b = a < DBL_MAX ? 2.0 : 3.0;
    return x * b * (a > FLT_MAX ? 5.0 : 7.0) * (INT_MIN < 0);
}

ADGEN_GRAD(x)
double infinite(double x, int n)
{
    double low = INFINITY, y = n > 5 ? NAN : x;
    for (int i = 0; i < n; i++) {
        double v = (x - i) * (x - i);
        if (v < low)
            low = v;
    }
    return low * y;
}

ADGEN_GRAD(x)
double infinite_inactive(double x, double a)
{
    double low = INFINITY, bad = NAN;
    if (a < low && !(bad == bad) && a > -HUGE_VAL)
        low = a;
    return x * low;
}

ADGEN_GRAD(x)
double characters(double x)
{
    return x * 'a' + x * '\n' + x * '\x41' + x * '\'' + x * '\\' * '\0';
}

ADGEN_GRAD(x)
double characters_inactive(double x, char c)
{
    if (c >= 'a' && c <= 'z')
        c += 'A' - 'a';
    return x * c;
}

ADGEN_GRAD(x)
double wide_characters(double x)
{
    return x * L'a' + x * u'b' * U'c';
}

ADGEN_GRAD(x)
double wide_characters_inactive(double x)
{
    wchar_t c = L'\u00e4';
    return x * (c + L'a');
}

ADGEN_GRAD(x)
double strings(double x, int n)
{
    const char *s = "ab" "cd\n\"";
    return x * s[n] + x * x * "xyz"[n] + sizeof "four" * x;
}

ADGEN_GRAD(x)
double strings_inactive(double x, int n)
{
    char s[] = "hello";
    const char *const names[] = {"one", "two"};
    s[n] = 'E';
    return x * (s[1] + names[1][2] + sizeof s);
}

ADGEN_GRAD(x)
double wide_strings(double x, int n)
{
    return x * L"xyz"[n] * x;
}

ADGEN_GRAD(x)
double wide_strings_inactive(double x, int n)
{
    const wchar_t *s = L"h\u00e9llo";
    const char *t = u8"abc";
    return x * (s[n] + t[n]);
}

ADGEN_GRAD(x)
double compound_literals(double x, int n)
{
    struct pair p = (struct pair){x, x * x, 3};
    const double *v = (double[]){x, 2.0 * x, 3.0};
    return p.x * p.y + v[n] * ((struct pair){.y = x}).y + (double){x};
}

ADGEN_GRAD(x)
double compound_literals_inactive(double x, int n)
{
    const int *v = (const int[]){4, 5, 6};
    return x * v[n] * (int){3} * ((struct pair){.n = 2}).n;
}

ADGEN_GRAD(x)
double designated(double x)
{
    struct pair p = {.y = x, .x = x * x}, q[2] = {[1] = {.x = x}, [0].y = 2.0 * x};
    double v[] = {[3] = x, 1.0, [0] = x * x};
    return p.x * p.y + q[1].x * q[0].y + v[3] * v[0] * v[4] + v[1];
}

ADGEN_GRAD(x)
double designated_inactive(double x, int n)
{
    static const int table[5] = {[2] = 7, 8, [0] = 1};
    struct pair p = {.n = n};
    int v[3] = {[1] = n};
    return x * (table[3] + p.n + v[1]);
}

ADGEN_GRAD(x)
double sizes(double x, const double *w)
{
    double v[4] = {x, x, x * x, w[1]}, sum = 0.0;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
        sum += v[i] * v[i] * sizeof(short);
    return sum * sizeof(int[2]) / sizeof(double *) + sizeof x / sizeof(double) * x;
}

ADGEN_GRAD(x)
double sizes_inactive(double x, int n)
{
    int v[4] = {n, n, n, n}, sum = 0;
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        sum += v[i];
    return x * sum * sizeof(int[3]) * sizeof n;
}

ADGEN_GRAD(x)
double vla_size(double x, int n)
{
    double v[n], sum = 0.0;
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
        v[i] = x * i;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sum * sizeof(int[n]) / 4;
}

ADGEN_GRAD(x)
double vla_size_inactive(double x, int n)
{
    int v[n + 1];
    for (int i = 0; i <= n; i++)
        v[i] = i;
    return x * sizeof v * v[n] * sizeof(char[n]);
}

ADGEN_GRAD(x)
double alignments(double x)
{
    double y = x * _Alignof(int);
    return y * x * alignof(long);
}

ADGEN_GRAD(x)
double alignments_inactive(double x)
{
    size_t n = _Alignof(int) + __alignof__(char);
    return x * n;
}

ADGEN_GRAD(x)
double offsets(double x)
{
    double y = x * offsetof(struct place, n);
    return x * y * offsetof(struct place, y);
}

ADGEN_GRAD(x)
double offsets_inactive(double x)
{
    size_t n = offsetof(struct place, n);
    return x * n;
}

ADGEN_GRAD(x)
double digraphs(double x)
{
    double v<:2:> = <%x, x * x%>;
    return v<:0:> * v<:1:>;
}

ADGEN_GRAD(x)
double digraphs_inactive(double x, int n)
{
    int v<:3:> = <%n, 2, 3%>;
    return x * v<:0:> * v<:n:>;
}

ADGEN_GRAD(x)
double function_name(double x)
{
    return x * __func__[0] * x;
}

ADGEN_GRAD(x)
double function_name_inactive(double x)
{
    const char *name = __func__;
    return x * (name[0] + name[3]);
}

/*
 * check: literals, and operators on types
 * check-args: -std=gnu11
 * check-construct: literals | real literals, hexadecimal, with suffixes | 6.4.4.2
 * check-gradient: real_literals(1.3)
 * check-gradient: real_literals_inactive(1.3)
 * check-construct: literals | integer literals, octal, hexadecimal, huge | 6.4.4.1
 * check-gradient: integer_literals(1.3)
 * check-gradient: integer_literals_inactive(1.3)
 * check-construct: literals | huge and tiny real literals | 6.4.4.2
 * check-gradient: huge_literals(1.3)
 * check-gradient: huge_literals_inactive(1.3, 0.7)
 * check-construct: literals | INFINITY and NAN | 7.12
 * check-gradient: infinite(1.3, 3)
 * check-gradient: infinite_inactive(1.3, 0.7)
 * check-construct: literals | character constants | 6.4.4.4
 * check-gradient: characters(1.3)
 * check-gradient: characters_inactive(1.3, 'q')
 * check-construct: literals | wide and Unicode character constants | 6.4.4.4
 * check-gradient: wide_characters(1.3)
 * check-gradient: wide_characters_inactive(1.3)
 * check-construct: literals | string literals | 6.4.5
 * check-gradient: strings(1.3, 1)
 * check-gradient: strings_inactive(1.3, 1)
 * check-construct: literals | wide and UTF-8 strings | 6.4.5
 * check-gradient: wide_strings(1.3, 1)
 * check-gradient: wide_strings_inactive(1.3, 1)
 * check-construct: literals | compound literals | 6.5.2.5
 * check-gradient: compound_literals(1.3, 1)
 * check-gradient: compound_literals_inactive(1.3, 1)
 * check-construct: literals | designated initialisers | 6.7.9
 * check-gradient: designated(1.3)
 * check-gradient: designated_inactive(1.3, 1)
 * check-construct: literals | sizeof a type, an expression | 6.5.3.4
 * check-gradient: sizes(1.3, {1.0, 2.0})
 * check-gradient: sizes_inactive(1.3, 7)
 * check-construct: literals | sizeof a variable-length array | 6.5.3.4
 * check-gradient: vla_size(1.3, 3)
 * check-gradient: vla_size_inactive(1.3, 3)
 * check-construct: literals | _Alignof | 6.5.3.4
 * check-gradient: alignments(1.3)
 * check-gradient: alignments_inactive(1.3)
 * check-construct: literals | offsetof | 7.19
 * check-gradient: offsets(1.3)
 * check-gradient: offsets_inactive(1.3)
 * check-construct: literals | digraphs and trigraph-free spellings | 6.4.6
 * check-gradient: digraphs(1.3)
 * check-gradient: digraphs_inactive(1.3, 2)
 * check-construct: literals | __func__ | 6.4.2.2
 * check-gradient: function_name(1.3)
 * check-gradient: function_name_inactive(1.3)
 */
