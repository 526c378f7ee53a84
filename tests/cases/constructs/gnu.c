#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double block_value(double x)
{
    double y = ({ double t = x * x; t + 1.0; });
    return y * ({ y > 2.0 ? x : 1.0; });
}

ADGEN_GRAD(x)
double block_value_inactive(double x, int n)
{
    int k = ({ int t = n * n; t + 1; });
    return x * k * ({ n--; n; });
}

ADGEN_GRAD(x)
double typeof_used(double x)
{
    __typeof__(x) y = x * x;
    typeof(double *) p = &y;
    *p *= x;
    return y;
}

ADGEN_GRAD(x)
double typeof_used_inactive(double x, int n)
{
    __typeof__(n) k = n * n;
    typeof(k) *p = &k;
    *p += 1;
    return x * k;
}

ADGEN_GRAD(x)
double auto_type(double x)
{
    __auto_type y = x * x;
    return y * x;
}

ADGEN_GRAD(x)
double auto_type_inactive(double x, int n)
{
    __auto_type k = n * n;
    return x * k;
}

ADGEN_GRAD(x)
double elvis(double x)
{
    double y = x > 1.0 ?: x;
    return (x * x ?: 1.0) * y;
}

static int next(int *p)
{
    return ++*p;
}

ADGEN_GRAD(x)
double elvis_with_effects_inactive(double x, int n)
{
    return x * (next(&n) ?: 3);
}

ADGEN_GRAD(x)
double elvis_inactive(double x, int n)
{
    int k = n ?: 3;
    return x * (k - 7 ?: 4);
}

ADGEN_GRAD(x)
double case_range(double x, int n)
{
    switch (n) {
    case 0 ... 3:
        return x;
    case 4 ... 9:
        x *= x;
        break;
    default:
        x = 1.0;
    }
    return x * x;
}

ADGEN_GRAD(x)
double case_range_inactive(double x, int n)
{
    switch (n) {
    case 0 ... 3:
        n = 1;
        break;
    case 4 ... 9:
        n = 2;
        break;
    default:
        n = 3;
    }
    return x * n;
}

ADGEN_GRAD(x)
double range_designator(double x, int n)
{
    double w[4] = {[0 ... 2] = x, [3] = x * x};
    return w[n] * w[3];
}

ADGEN_GRAD(x)
double range_designator_inactive(double x, int n)
{
    static const int w[4] = {[0 ... 2] = 5, [3] = 6};
    int v[3] = {[0 ... 1] = 2};
    return x * w[n] * v[1];
}

ADGEN_GRAD(x)
double computed_goto_inactive(double x, int n)
{
    int k = 2;
    static void *const ways[] = {&&first, &&second};
    goto *ways[n];
first:
    k *= 3;
second:
    k += 4;
    return x * k;
}

ADGEN_GRAD(x)
double expectations(double x)
{
    if (__builtin_expect(x > 1.0, 1))
        x *= x;
    if (x < 0.0)
        __builtin_unreachable();
    return x;
}

ADGEN_GRAD(x)
double expectations_inactive(double x, int n)
{
    if (__builtin_expect(n > 3, 0))
        n *= 2;
    if (n < 0)
        __builtin_trap();
    return x * n * __builtin_constant_p(4);
}

ADGEN_GRAD(x)
double builtin_math(double x)
{
    return __builtin_sin(x) * x + __builtin_fabs(x);
}

ADGEN_GRAD(x)
double builtin_math_inactive(double x, double a)
{
    return x * __builtin_sqrt(a) * __builtin_fmax(a, -1.0) - x * __builtin_floor(2.5);
}

ADGEN_GRAD(x, w)
double builtin_bits(double x, const double *w, unsigned n)
{
    return x * w[__builtin_ctz(n)] * __builtin_popcount(n);
}

ADGEN_GRAD(x)
double builtin_bits_inactive(double x, unsigned n)
{
    int overflow, sum;
    overflow = __builtin_add_overflow((int)n, 5, &sum);
    return x * (__builtin_clz(n) + sum) * !overflow;
}

ADGEN_GRAD(x)
double chosen_statically(double x)
{
    return __builtin_choose_expr(sizeof(int) == 4, x * x, x) * __builtin_types_compatible_p(int, int);
}

ADGEN_GRAD(x)
double chosen_statically_inactive(double x, int n)
{
    return x * __builtin_choose_expr(1, n + 1, n) * (1 + __builtin_types_compatible_p(int, long));
}

ADGEN_GRAD(x)
double extension(double x)
{
    double y = __extension__(x * x);
    return y * __extension__ x * __alignof__(int);
}

ADGEN_GRAD(x)
double extension_inactive(double x, int n)
{
    __extension__ int k = n;
    return x * __extension__(k + n);
}

static double attributed(double v) __attribute__((const, noinline));

static double attributed(double v)
{
    return v * v;
}

double attributes(double x) __attribute__((noinline, flatten));

ADGEN_GRAD(x)
double attributes(double x)
{
    double y __attribute__((aligned(16))) = attributed(x), z __attribute__((unused)) = y;
    return y * x;
}

__attribute__((pure)) static int plain(int k)
{
    return k + 1;
}

ADGEN_GRAD(x)
double attributes_inactive(double x, int n)
{
    int k __attribute__((unused)) = n;
    struct { char c; int n; } __attribute__((packed)) s = {'a', n};
    switch (n) {
    case 7:
        n = 2;
        __attribute__((fallthrough));
    default:
        n++;
    }
    return x * plain(n) * sizeof s;
}

ADGEN_GRAD(x)
double nothing(double x)
{
    struct { double y; double rest[0]; } s;
    s.y = x * x;
    return s.y * x;
}

ADGEN_GRAD(x)
double nothing_inactive(double x, int n)
{
    struct { int n; char rest[0]; } s;
    s.n = n;
    struct { } e;
    (void)e;
    return x * s.n;
}

ADGEN_GRAD(x)
double pragmas(double x, int n)
{
    double y = x;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
    for (int i = 0; i < n; i++)
        y = sin(y) * x;
#pragma GCC diagnostic pop
    _Pragma("GCC diagnostic push")
    y *= x;
    _Pragma("GCC diagnostic pop")
    return y;
}

ADGEN_GRAD(x)
double pragmas_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++)
        k += i;
    return x * k;
}

ADGEN_GRAD(x)
double assembled_inactive(double x, int n)
{
    int k = n;
    __asm__("" : "+r"(k));
    __asm__ volatile("" ::: "memory");
    return x * k;
}

ADGEN_GRAD(x)
double local_label(double x, int n)
{
    __label__ out;
    double y = x;
    if (n > 3)
        goto out;
    y *= x;
out:
    return y;
}

ADGEN_GRAD(x)
double local_label_inactive(double x, int n)
{
    int k = ({
        __label__ out;
        int m = n;
        if (m > 3)
            goto out;
        m = 0;
    out:
        m;
    });
    return x * k;
}

/*
 * check: extensions of GNU C
 * check-args: -std=gnu11 -Wno-pedantic
 * check-construct: gnu | statement expression | GNU
 * check-gradient: block_value(1.3)
 * check-gradient: block_value_inactive(1.3, 7)
 * check-construct: gnu | __typeof__ | GNU
 * check-gradient: typeof_used(1.3)
 * check-gradient: typeof_used_inactive(1.3, 7)
 * check-construct: gnu | __auto_type | GNU
 * check-gradient: auto_type(1.3)
 * check-gradient: auto_type_inactive(1.3, 7)
 * check-construct: gnu | ?: without its middle operand | GNU
 * check-gradient: elvis(1.3)
 * check-gradient: elvis(0.7)
 * check-gradient: elvis_inactive(1.3, 7)
 * check-construct: gnu | ?: without its middle operand, with side effects | GNU
 * check-gradient: elvis_with_effects_inactive(1.3, 7)
 * check-construct: gnu | case ranges | GNU
 * check-gradient: case_range(1.3, 7)
 * check-gradient: case_range_inactive(1.3, 7)
 * check-construct: gnu | range designators | GNU
 * check-gradient: range_designator(1.3, 2)
 * check-gradient: range_designator_inactive(1.3, 2)
 * check-construct: gnu | labels as values, computed goto | GNU
 * check-gradient: computed_goto_inactive(1.3, 0)
 * check-construct: gnu | __builtin_expect and its kin | GNU
 * check-gradient: expectations(1.3)
 * check-gradient: expectations_inactive(1.3, 7)
 * check-construct: gnu | __builtin_ forms of mathematical functions | GNU
 * check-call: builtin_math(1.3)
 * check-value: x = 1.3 * cos(1.3) + sin(1.3) + 1
 * check-call: builtin_math_inactive(1.3, 4.0)
 * check-value: x = 6
 * check-construct: gnu | __builtin_ functions on integers | GNU
 * check-gradient: builtin_bits(1.3, {1.0, 2.0, 3.0, 4.0}, 12)
 * check-gradient: builtin_bits_inactive(1.3, 12)
 * check-construct: gnu | __builtin_choose_expr, __builtin_types_compatible_p | GNU
 * check-gradient: chosen_statically(1.3)
 * check-gradient: chosen_statically_inactive(1.3, 7)
 * check-construct: gnu | __extension__, __alignof__ | GNU
 * check-gradient: extension(1.3)
 * check-gradient: extension_inactive(1.3, 7)
 * check-construct: gnu | attributes | GNU
 * check-gradient: attributes(1.3)
 * check-gradient: attributes_inactive(1.3, 7)
 * check-construct: gnu | zero-length array, empty structure | GNU
 * check-gradient: nothing(1.3)
 * check-gradient: nothing_inactive(1.3, 7)
 * check-construct: gnu | pragmas | 6.10.6
 * check-gradient: pragmas(1.3, 4)
 * check-gradient: pragmas_inactive(1.3, 4)
 * check-construct: gnu | asm without operands that are active | GNU
 * check-gradient: assembled_inactive(1.3, 7)
 * check-construct: gnu | local labels, __label__ | GNU
 * check-gradient: local_label(1.3, 7)
 * check-gradient: local_label_inactive(1.3, 7)
 */
