#include <adgen/adgen.h>
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double uses_malloc(double x, int n)
{
    double *v = malloc(sizeof *v * (unsigned)n), sum = 0.0;
    if (!v)
        return 0.0;
    for (int i = 0; i < n; i++)
        v[i] = x * i;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    free(v);
    return sum;
}

ADGEN_GRAD(x)
double uses_malloc_inactive(double x, int n)
{
    int *v = malloc(sizeof *v * (unsigned)n), sum = 0;
    for (int i = 0; i < n; i++)
        v[i] = i;
    for (int i = 0; i < n; i++)
        sum += v[i];
    free(v);
    return x * sum;
}

ADGEN_GRAD(x)
double uses_calloc(double x, int n)
{
    double *v = calloc((unsigned)n, sizeof *v), sum = 0.0;
    v[1] = x;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    free(v);
    return sum;
}

ADGEN_GRAD(x)
double uses_calloc_inactive(double x, int n)
{
    int *v = calloc((unsigned)n, sizeof *v);
    v[1] += 4;
    n = v[1] + v[0];
    free(v);
    return x * n;
}

ADGEN_GRAD(x)
double uses_realloc(double x, int n)
{
    double *v = malloc(2 * sizeof *v);
    v[0] = x;
    v[1] = x * x;
    v = realloc(v, (unsigned)n * sizeof *v);
    v[n - 1] = v[0] * v[1];
    double y = v[n - 1];
    free(v);
    return y;
}

ADGEN_GRAD(x)
double uses_realloc_inactive(double x, int n)
{
    int *v = malloc(2 * sizeof *v);
    v[0] = 4;
    v = realloc(v, (unsigned)n * sizeof *v);
    n = v[0];
    free(v);
    return x * n;
}

ADGEN_GRAD(x)
double uses_aligned_alloc(double x, int n)
{
    double *v = aligned_alloc(32, (unsigned)n * sizeof *v);
    v[0] = x;
    v[1] = x * x;
    x = v[0] * v[1];
    free(v);
    return x;
}

ADGEN_GRAD(x)
double uses_aligned_alloc_inactive(double x, int n)
{
    int *v = aligned_alloc(16, (unsigned)n * sizeof *v);
    v[0] = n;
    n = v[0] + 1;
    free(v);
    return x * n;
}

ADGEN_GRAD(x)
double uses_posix_memalign(double x, int n)
{
    double *v = NULL;
    if (posix_memalign((void **)&v, 64, (unsigned)n * sizeof *v) != 0)
        return 0.0;
    v[0] = x;
    v[1] = x * x;
    x = v[0] * v[1];
    free(v);
    return x;
}

ADGEN_GRAD(x)
double uses_posix_memalign_inactive(double x, int n)
{
    void *block = NULL;
    if (posix_memalign(&block, 64, (unsigned)n * sizeof(int)) != 0)
        return 0.0;
    int *v = block;
    v[0] = n;
    n = v[0] + 1;
    free(block);
    return x * n;
}

ADGEN_GRAD(x)
double uses_alloca_inactive(double x, int n)
{
    int *v = __builtin_alloca((unsigned)n * sizeof *v);
    v[0] = n;
    v[1] = v[0] + 1;
    return x * v[1];
}

ADGEN_GRAD(x)
double copies(const double *x)
{
    double v[3];
    memcpy(v, x, sizeof v);
    v[0] *= 2.0;
    memmove(v + 1, v, 2 * sizeof *v);
    return v[0] * v[1] * v[2];
}

ADGEN_GRAD(x)
double copies_inactive(double x, const int *n)
{
    int v[3];
    memcpy(v, n, sizeof v);
    memmove(v + 1, v, 2 * sizeof *v);
    return x * (v[1] + v[2]);
}

ADGEN_GRAD(x)
double clears(double x)
{
    double v[3] = {x, x, x};
    memset(v, 0, 2 * sizeof *v);
    v[1] += x * x;
    return v[0] * x + v[1] * v[2];
}

ADGEN_GRAD(x)
double clears_inactive(double x, int n)
{
    unsigned char v[4];
    memset(v, n, sizeof v);
    return x * v[3];
}

ADGEN_GRAD(x)
double fills_inactive(double x, int n)
{
    int v[2] = {n, n};
    memset(v, 1, sizeof *v);
    return x * (v[0] % 5) * v[1];
}

ADGEN_GRAD(x)
double copies_bits_inactive(double x, float a)
{
    unsigned bits = 0;
    double b = a;
    a = (float)b;
    memcpy(&bits, "abcd", sizeof bits);
    return x * (bits & 255) * a;
}

ADGEN_GRAD(x)
double string_functions(double x, const char *s)
{
    double y = x;
    for (size_t i = 0; i < strlen(s); i++)
        y = y * x + s[i];
    if (strcmp(s, "abc") == 0)
        y *= y;
    return y;
}

ADGEN_GRAD(x)
double string_functions_inactive(double x, const char *s)
{
    char t[8];
    strcpy(t, s);
    strcat(t, "de");
    return x * strlen(t) * (t[4] - strchr(t, 'b')[0]);
}

ADGEN_GRAD(x)
double classified(double x, const char *s)
{
    if (isdigit((unsigned char)s[1]))
        x *= atoi(s + 1) + abs(-3);
    return toupper((unsigned char)s[0]) == 'A' ? x * x : x;
}

ADGEN_GRAD(x)
double classified_inactive(double x, const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += isalpha((unsigned char)*s) ? 2 : strtol(s, NULL, 10);
    return x * n;
}

ADGEN_GRAD(x)
double asserts(double x)
{
    assert(x > 0.0);
    double y = x * x;
    assert(y > 0.0 && "positive");
    return y;
}

ADGEN_GRAD(x)
double asserts_inactive(double x, int n)
{
    assert(n != 3);
    return x * n;
}

ADGEN_GRAD(x)
double prints(double x)
{
    double y = x * x;
    if (y < 0.0)
        printf("%d\n", (int)y);
    fprintf(stderr, "%s", "");
    return y;
}

ADGEN_GRAD(x)
double prints_inactive(double x, int n)
{
    char s[16];
    snprintf(s, sizeof s, "%d", n);
    return x * s[0];
}

ADGEN_GRAD(x)
double reads_errno(double x)
{
    errno = 0;
    double y = sqrt(x);
    return errno ? 0.0 : y * x;
}

ADGEN_GRAD(x)
double reads_errno_inactive(double x, const char *s)
{
    errno = 0;
    long n = strtol(s, NULL, 10);
    return errno == ERANGE ? 0.0 : x * n;
}

static int count(int n, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, n);
    for (int i = 0; i < n; i++)
        sum += va_arg(list, int);
    va_end(list);
    return sum;
}

ADGEN_GRAD(x)
double variadic_inactive(double x, int n)
{
    return x * count(2, n, 3);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

ADGEN_GRAD(x)
double sorts_inactive(double x, const int *n)
{
    int v[3] = {n[0], n[1], n[2]};
    qsort(v, 3, sizeof *v, by_number);
    return x * (v[0] + 2 * v[2]);
}

ADGEN_GRAD(x)
double aborts(double x)
{
    if (x < 0.0)
        abort();
    return x * x;
}

ADGEN_GRAD(x)
double aborts_inactive(double x, int n)
{
    if (n < 0)
        exit(1);
    return x * n;
}

ADGEN_GRAD(x)
double splits(double x)
{
    int e, q;
    double whole, m = frexp(x, &e), rest = remquo(x, 0.3, &q);
    return ldexp(m, 2) * modf(x, &whole) + rest * q;
}

ADGEN_GRAD(x)
double splits_inactive(double x, double a)
{
    int e;
    double whole, m = frexp(a, &e);
    m += modf(a, &whole);
    return x * m * e * whole * ldexp(1.0, 2);
}

ADGEN_GRAD(x)
double questions(double x)
{
    if (isnan(x) || !isfinite(x))
        return 0.0;
    return signbit(x) ? -x : x * x;
}

ADGEN_GRAD(x)
double questions_inactive(double x, double a)
{
    int k = isnan(a) + 2 * !isinf(a) + (fpclassify(a) == FP_NORMAL);
    return x * k;
}

ADGEN_GRAD(x)
double hidden(double x)
{
    int k = rand();
    return x * x * (k >= 0);
}

ADGEN_GRAD(x)
double hidden_inactive(double x)
{
    int k = rand() >= 0;
    return x * k;
}

/*
 * check: the standard library
 * check-args: -std=gnu11 -Wno-pedantic
 * check-construct: library | malloc, free | 7.22.3
 * check-gradient: uses_malloc(1.3, 3)
 * check-gradient: uses_malloc_inactive(1.3, 3)
 * check-construct: library | calloc | 7.22.3.2
 * check-gradient: uses_calloc(1.3, 3)
 * check-gradient: uses_calloc_inactive(1.3, 3)
 * check-construct: library | realloc | 7.22.3.5
 * check-gradient: uses_realloc(1.3, 3)
 * check-gradient: uses_realloc_inactive(1.3, 3)
 * check-construct: library | aligned_alloc | 7.22.3.1
 * check-gradient: uses_aligned_alloc(1.3, 4)
 * check-gradient: uses_aligned_alloc_inactive(1.3, 4)
 * check-construct: library | posix_memalign | POSIX
 * check-gradient: uses_posix_memalign(1.3, 4)
 * check-gradient: uses_posix_memalign_inactive(1.3, 4)
 * check-construct: library | alloca | GNU
 * check-gradient: uses_alloca_inactive(1.3, 4)
 * check-construct: library | memcpy, memmove | 7.24.2
 * check-gradient: copies({1.0, 2.0, 3.0})
 * check-gradient: copies_inactive(1.3, {1, 2, 3})
 * check-construct: library | memset | 7.24.6.1
 * check-gradient: clears(1.3)
 * check-gradient: clears_inactive(1.3, 7)
 * check-construct: library | memset of active data to other bytes | 7.24.6.1
 * check-gradient: fills_inactive(1.3, 7)
 * check-construct: library | memcpy between types, of active data | 7.24.2.1
 * check-gradient: copies_bits_inactive(1.3, 2.5f)
 * check-construct: library | strlen, strcmp, strcpy | 7.24
 * check-gradient: string_functions(1.3, "abc")
 * check-gradient: string_functions_inactive(1.3, "abc")
 * check-construct: library | ctype.h, atoi, abs | 7.4
 * check-gradient: classified(1.3, "a1")
 * check-gradient: classified_inactive(1.3, "a1")
 * check-construct: library | assert | 7.2
 * check-gradient: asserts(1.3)
 * check-gradient: asserts_inactive(1.3, 7)
 * check-construct: library | printf, fprintf | 7.21.6
 * check-gradient: prints(1.3)
 * check-gradient: prints_inactive(1.3, 7)
 * check-construct: library | errno | 7.5
 * check-gradient: reads_errno(1.3)
 * check-gradient: reads_errno_inactive(1.3, "12")
 * check-construct: library | va_arg | 7.16
 * check-gradient: variadic_inactive(1.3, 7)
 * check-construct: library | qsort, bsearch | 7.22.5
 * check-gradient: sorts_inactive(1.3, {5, 3, 4})
 * check-construct: library | exit, abort | 7.22.4
 * check-gradient: aborts(1.3)
 * check-gradient: aborts_inactive(1.3, 7)
 * check-construct: library | frexp, modf, remquo, ldexp | 7.12.6
 * check-gradient: splits(1.3)
 * check-gradient: splits_inactive(1.3, 2.75)
 * check-construct: library | isnan, isfinite, signbit, fpclassify | 7.12.3
 * check-gradient: questions(1.3)
 * check-gradient: questions_inactive(1.3, 2.75)
 * check-construct: library | time, rand, hidden state | 7.22.2
 * check-gradient: hidden(1.3)
 * check-gradient: hidden_inactive(1.3)
 */
