#include "adgen/special.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/*
 * All in terms of sums without signs, as parts of n! each:
 *
 *     h(n, x) = sum over k >= 0 of 1 / (x + k)^(n + 1), for n > 0;  h(0, x) = -digamma(x)
 *     polygamma(n, x) = (-1)^(n + 1) n! h(n, x)
 *
 * Reflection, with c = cot(pi x) and P(0) = c, P(k + 1) = (1 + c^2) dP(k)/dc:
 *
 *     polygamma(n, x) = -n! h(n, 1 - x) - (-1)^n pi^(n + 1) P(n)
 */

/* Bernoulli's numbers B(2), B(4), … */
static const struct Fraction {
    long double above, below, value;
} bernoulli[] = {
    {1.0L, 6.0L, 1.0L / 6.0L},
    {-1.0L, 30.0L, -1.0L / 30.0L},
    {1.0L, 42.0L, 1.0L / 42.0L},
    {-1.0L, 30.0L, -1.0L / 30.0L},
    {5.0L, 66.0L, 5.0L / 66.0L},
    {-691.0L, 2730.0L, -691.0L / 2730.0L},
    {7.0L, 6.0L, 7.0L / 6.0L},
    {-3617.0L, 510.0L, -3617.0L / 510.0L},
    {43867.0L, 798.0L, 43867.0L / 798.0L},
    {-174611.0L, 330.0L, -174611.0L / 330.0L},
    {854513.0L, 138.0L, 854513.0L / 138.0L},
    {-236364091.0L, 2730.0L, -236364091.0L / 2730.0L},
    {8553103.0L, 6.0L, 8553103.0L / 6.0L},
    {-23749461029.0L, 870.0L, -23749461029.0L / 870.0L},
    {8615841276005.0L, 14322.0L, 8615841276005.0L / 14322.0L},
    {-7709321041217.0L, 510.0L, -7709321041217.0L / 510.0L},
};

enum {
    BERNOULLI_COUNT = sizeof bernoulli / sizeof *bernoulli,
    SERIES_FROM = 12,        /* h's series is used for x >= this + n: its terms fall to 1e-20 */
    PAIR_SERIES_FROM = 32,   /* … to 1e-39 */
    MAX_ORDER = 40           /* of what is calculated in twice the precision: beyond, the sum of n + 1 powers tells little */
};

/* pi to nearest: more than enough digits for each format. */
static const long double pi = 3.14159265358979323846264338327950288L;

/* ---- in long double ---- */

static long double power(long double base, int exponent)
{
    return exponent == 1 ? base : powl(base, exponent);
}

/* 1 / x + 1 / (x + 1) + … up to where the series begins, as one fraction; x is left there. */
static long double reciprocals(long double *x)
{
    long double above = 0.0L, below = 1.0L;

    for (; *x < (long double)SERIES_FROM; *x += 1.0L) {
        above = above * *x + below;
        below *= *x;
    }
    return above / below;
}

/* h(n, x) for x > 0. */
static long double h(int n, long double x)
{
    long double sum = n == 0 ? reciprocals(&x) : 0.0L, first, term, square;

    while (x < (long double)SERIES_FROM + n) {
        sum += 1.0L / power(x, n + 1);
        x += 1.0L;
    }
    square = 1.0L / (x * x);
    first = n == 0 ? -logl(x) : 1.0L / (n * power(x, n));
    sum += first + 0.5L / power(x, n + 1);
    term = 0.5L * (n + 1.0L) / power(x, n + 2);      /* n (n + 1) … (n + 2k) / (n (2k + 2)!) of it */
    for (int k = 0; k < BERNOULLI_COUNT; k++) {
        long double part = term * bernoulli[k].value;

        sum += part;
        if (fabsl(part) <= 0.25L * LDBL_EPSILON * fabsl(sum))
            break;
        term *= (n + 2.0L * k + 2.0L) * (n + 2.0L * k + 3.0L) / ((2.0L * k + 3.0L) * (2.0L * k + 4.0L)) * square;
    }
    return sum;
}

/* x - the integer next to it, without an error: between -0.5 and 0.5. */
static long double beside_integer(long double x)
{
    return x - rintl(x);
}

static long double cotangent(long double x)
{
    long double t = beside_integer(x);

    if (fabsl(t) <= 0.25L)
        return 1.0L / tanl(pi * t);
    return copysignl(tanl(pi * (0.5L - fabsl(t))), t);
}

/* pi^(n + 1) P(n) / n!, by Horner's rule in c^2; P(n) has every other power of c. */
static long double reflected(int n, long double c)
{
    long double powers[MAX_ORDER + 2] = {0.0L, 1.0L}, sum = 0.0L;

    for (int k = 1; k <= n; k++) {
        long double next[MAX_ORDER + 2] = {0.0L};

        for (int i = 1; i <= k; i++) {               /* each power's derivative, times (1 + c^2) pi / k */
            next[i - 1] += i * powers[i] * (pi / k);
            next[i + 1] += i * powers[i] * (pi / k);
        }
        for (int i = 0; i <= k + 1; i++)
            powers[i] = next[i];
    }
    for (int i = n + 1; i >= 0; i--)
        sum = sum * c + powers[i];
    return pi * sum;
}

/* ---- in twice the precision: numbers that are sums hi + lo ---- */

typedef struct Pair {
    long double hi, lo;
} Pair;

static Pair pair(long double x)
{
    return (Pair){x, 0.0L};
}

/* The sum of any two numbers, without an error. */
static Pair sum_of(long double a, long double b)
{
    long double sum = a + b, b_part = sum - a;

    return (Pair){sum, (a - (sum - b_part)) + (b - b_part)};
}

static Pair pair_add(Pair a, Pair b)
{
    Pair sum = sum_of(a.hi, b.hi), low = sum_of(a.lo, b.lo);

    sum = sum_of(sum.hi, sum.lo + low.hi);
    return sum_of(sum.hi, sum.lo + low.lo);
}

static Pair pair_negative(Pair a)
{
    return (Pair){-a.hi, -a.lo};
}

static Pair pair_multiply(Pair a, Pair b)
{
    long double product = a.hi * b.hi;

    return sum_of(product, fmal(a.hi, b.hi, -product) + (a.hi * b.lo + a.lo * b.hi));
}

static Pair pair_divide(Pair a, Pair b)
{
    long double first = a.hi / b.hi, second;
    Pair        rest = pair_add(a, pair_negative(pair_multiply(b, pair(first))));

    second = rest.hi / b.hi;
    rest = pair_add(rest, pair_negative(pair_multiply(b, pair(second))));
    return pair_add(sum_of(first, second), pair(rest.hi / b.hi));
}

/* The number with these hexadecimal digits, eight in each part, after the point. */
static Pair pair_digits(const double *parts, int count, int whole)
{
    Pair sum = pair(0.0L);

    for (int i = count - 1; i >= 0; i--)
        sum = pair_add(sum, pair(ldexpl(parts[i], -32 * (i + 1))));
    return pair_add(sum, pair(whole));
}

static Pair pair_pi(void)
{
    static const double parts[] = {0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0};

    return pair_digits(parts, 6, 3);
}

static Pair pair_log2(void)
{
    static const double parts[] = {0xB17217F7, 0xD1CF79AB, 0xC9E3B398, 0x03F2F6AF, 0x40F34326, 0x7298B62D};

    return pair_digits(parts, 6, 0);
}

/* log(m 2^e) = e log 2 + 2 atanh((m - 1) / (m + 1)). */
static Pair pair_log(Pair x)
{
    int         e;
    long double m = frexpl(x.hi, &e);
    Pair        u, square, term, sum;

    if (m < 0.7L)
        e--;
    x = (Pair){ldexpl(x.hi, -e), ldexpl(x.lo, -e)};
    u = pair_divide(pair_add(x, pair(-1.0L)), pair_add(x, pair(1.0L)));
    square = pair_multiply(u, u);
    sum = term = u;
    for (int k = 3; fabsl(term.hi) > 1e-42L; k += 2) {
        term = pair_multiply(term, square);
        sum = pair_add(sum, pair_divide(term, pair(k)));
    }
    return pair_add(pair_add(sum, sum), pair_multiply(pair(e), pair_log2()));
}

/* The sum over k of x^(2k + first) (-1)^k / (2k + first)!: cosine for first = 0, sine for 1. */
static Pair pair_wave(Pair x, int first)
{
    Pair square = pair_negative(pair_multiply(x, x)), term = first ? x : pair(1.0L), sum = term;

    for (int k = first + 2; k < 40; k += 2) {
        term = pair_divide(pair_multiply(term, square), pair((long double)k * (k - 1)));
        sum = pair_add(sum, term);
    }
    return sum;
}

static Pair pair_cotangent(long double x)
{
    long double t = beside_integer(x);
    bool        small = fabsl(t) <= 0.25L;
    Pair        angle = pair_multiply(pair_pi(), pair(small ? fabsl(t) : 0.5L - fabsl(t)));
    Pair        sine = pair_wave(angle, 1), cosine = pair_wave(angle, 0);
    Pair        c = small ? pair_divide(cosine, sine) : pair_divide(sine, cosine);

    return t < 0.0L ? pair_negative(c) : c;
}

static Pair pair_power(Pair base, int exponent)
{
    Pair product = pair(1.0L);

    for (int i = 0; i < exponent; i++)
        product = pair_multiply(product, base);
    return product;
}

static Pair pair_inverse_power(Pair base, int exponent)
{
    return pair_divide(pair(1.0L), pair_power(base, exponent));
}

static Pair pair_h(int n, Pair x)
{
    Pair sum = pair(0.0L), first, term;

    while (x.hi < (long double)PAIR_SERIES_FROM + n) {
        sum = pair_add(sum, pair_inverse_power(x, n + 1));
        x = pair_add(x, pair(1.0L));
    }
    first = n == 0 ? pair_negative(pair_log(x)) : pair_divide(pair_inverse_power(x, n), pair(n));
    term = pair_multiply(pair(0.5L), pair_inverse_power(x, n + 1));
    sum = pair_add(pair_add(sum, first), term);
    term = pair_divide(pair_multiply(term, pair(n + 1.0L)), x);
    for (int k = 0; k < BERNOULLI_COUNT; k++) {
        Pair number = pair_divide(pair(bernoulli[k].above), pair(bernoulli[k].below));

        sum = pair_add(sum, pair_multiply(term, number));
        term = pair_multiply(term, pair((n + 2.0L * k + 2.0L) * (n + 2.0L * k + 3.0L)));
        term = pair_divide(term, pair_multiply(pair((2.0L * k + 3.0L) * (2.0L * k + 4.0L)), pair_multiply(x, x)));
    }
    return sum;
}

static Pair pair_reflected(int n, Pair c)
{
    Pair powers[MAX_ORDER + 2] = {{0.0L, 0.0L}, {1.0L, 0.0L}}, sum = pair(0.0L), circle = pair_pi();

    for (int k = 1; k <= n; k++) {
        Pair next[MAX_ORDER + 2] = {{0.0L, 0.0L}};

        for (int i = 1; i <= k; i++) {
            Pair part = pair_multiply(powers[i], pair_divide(pair_multiply(circle, pair(i)), pair(k)));

            next[i - 1] = pair_add(next[i - 1], part);
            next[i + 1] = pair_add(next[i + 1], part);
        }
        for (int i = 0; i <= k + 1; i++)
            powers[i] = next[i];
    }
    for (int i = n + 1; i >= 0; i--)
        sum = pair_add(pair_multiply(sum, c), powers[i]);
    return pair_multiply(circle, sum);
}

/* ---- h(n, x) of any x that is no pole ---- */

/* Whether so much of a sum's largest part cancels that it is better found in twice the precision. */
static bool cancels(long double sum, long double part)
{
    return fabsl(sum) < 0.0625L * fabsl(part);
}

/* digamma's only positive root, as a double and the rest. */
static const long double root = 0x1.762d86356be3fp+0L, root_rest = 9.549995429965697715184199076e-17L;

/* -digamma by its Taylor series at the root, where what h adds cancels: within 0.12 its terms fall to 1e-20. */
static long double h_beside_root(long double x)
{
    static const long double slopes[] = {          /* polygamma(k, root) / k!, k > 0 */
        0.9676722454476211704274447617L, -0.4427631689835921060928652819L, 0.2584997609556510106244013857L,
        -0.1639427054424065275042512927L, 0.1078240506912623657571829489L, -0.07219956125645471092612178361L,
        0.04880428816414310722509252551L, -0.0331611264748473592922583984L, 0.02259764823221810465962482512L,
        -0.01542476590494895913880031684L, 0.01053879161661217538812404988L, -0.00720453438635686824097047437L,
        0.004926781395729853446354266403L, -0.003369801655439328082792856724L, 0.002305126326734927836938380283L,
        -0.001576936771430197259270934972L, 0.001078825201916296580691917775L, -0.0007380709389960051295660473894L,
    };
    long double distance = x - root - root_rest, sum = 0.0L;

    for (int k = (int)(sizeof slopes / sizeof *slopes) - 1; k >= 0; k--)
        sum = (sum + slopes[k]) * distance;
    return -sum;
}

static long double h_of_positive(int n, long double x)
{
    return n == 0 && fabsl(x - root) < 0.12L ? h_beside_root(x) : h(n, x);
}

/* By reflection: (-1)^(n + 1) times what stands above. */
static long double h_of_negative(int n, long double x)
{
    long double tail = h(n, 1.0L - x), waves = reflected(n, cotangent(x)), sum = n % 2 ? waves - tail : waves + tail;

    if (cancels(sum, tail)) {
        Pair pair_tail = pair_h(n, sum_of(1.0L, -x));

        sum = pair_add(pair_reflected(n, pair_cotangent(x)), n % 2 ? pair_negative(pair_tail) : pair_tail).hi;
    }
    return sum;
}

/* Of a large n: the poles next to x outweigh all others. */
static long double h_of_large_order(int n, long double x)
{
    enum { NEXT = 8 };
    long double k = rintl(-x) - NEXT, sum = 0.0L;

    if (k < 0.0L)
        k = 0.0L;
    for (int i = 0; i <= 2 * NEXT; i++)
        sum += powl(x + (k + i), -(n + 1.0L));
    return sum;
}

long double adgen_polygammal(int n, long double x)
{
    long double sum;

    if (n < 0 || isnan(x) || (x < 0.0L && x == rintl(x)))
        return NAN;
    if (x == 0.0L)
        return n % 2 ? INFINITY : copysignl(INFINITY, -x);
    if (isinf(x))
        return n == 0 ? INFINITY : n % 2 ? 0.0L : -0.0L;
    sum = x > 0.0L ? h_of_positive(n, x) : n <= MAX_ORDER ? h_of_negative(n, x) : h_of_large_order(n, x);
    if (n > 1)
        sum *= tgammal(n + 1.0L);
    return n % 2 ? sum : -sum;
}

double adgen_polygamma(int n, double x)
{
    return (double)adgen_polygammal(n, x);
}

float adgen_polygammaf(int n, float x)
{
    return (float)adgen_polygammal(n, x);
}

long double adgen_digammal(long double x)
{
    return adgen_polygammal(0, x);
}

double adgen_digamma(double x)
{
    return (double)adgen_polygammal(0, x);
}

float adgen_digammaf(float x)
{
    return (float)adgen_polygammal(0, x);
}
