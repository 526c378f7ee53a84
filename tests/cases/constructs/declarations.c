#include <adgen/adgen.h>
#include <math.h>
#include <stdalign.h>
#include <stdlib.h>

struct pair { double x, y; int n; };
typedef double real;
typedef real vector[3];
typedef const vector *vectors;
typedef int (*test)(int);

ADGEN_GRAD(x)
double static_table(double x, int n)
{
    static const double table[3] = {1.0, 2.0, 4.0};
    static double scale = 0.5;
    return x * x * table[n] * scale;
}

ADGEN_GRAD(x)
double static_table_inactive(double x, int n)
{
    static const char *const names[] = {"a", "bc"};
    static const int table[] = {4, 5, 6};
    return x * table[n] * names[n][0];
}

ADGEN_GRAD(x)
double static_state_inactive(double x, int n)
{
    static int calls;
    calls++;
    return x * (calls > 0 ? n : calls);
}

static double scratch[2];
static int    last_n;

ADGEN_GRAD(x)
double static_scratch(double x)
{
    scratch[0] = x * x;
    scratch[1] = scratch[0] * x;
    return scratch[1] + scratch[0];
}

ADGEN_GRAD(x)
double static_scratch_inactive(double x, int n)
{
    last_n = n;
    return x * last_n;
}

ADGEN_GRAD(x)
double constant(const double x)
{
    const double y = x * x, *const p = &y;
    double const z = y * *p;
    return z * x;
}

ADGEN_GRAD(x)
double constant_inactive(double x, const int n)
{
    const int k = n * n, *const p = &k;
    return x * *p;
}

ADGEN_GRAD(x)
double unsteady_inactive(double x, int n)
{
    volatile int k = n;
    k++;
    return x * k;
}

ADGEN_GRAD(x)
double in_register(register double x, register int n)
{
    register double y = x;
    for (register int i = 0; i < n; i++)
        y *= x;
    return y;
}

ADGEN_GRAD(x)
double in_register_inactive(double x, register int n)
{
    register int k = n;
    k += k;
    return x * k;
}

ADGEN_GRAD(x)
double automatic(double x)
{
    auto double y = x * x;
    return y * x;
}

ADGEN_GRAD(x)
double automatic_inactive(double x, int n)
{
    auto int k = n * n;
    return x * k;
}

static inline double squared(double v)
{
    return v * v;
}

ADGEN_GRAD(x)
double calls_inline(double x)
{
    return squared(squared(x)) * x;
}

static inline int twice(int k)
{
    return 2 * k;
}

ADGEN_GRAD(x)
double calls_inline_inactive(double x, int n)
{
    return x * twice(twice(n));
}

double gain = 1.5;
double curve[2] = {2.0, 3.0};

ADGEN_GRAD(x)
double reads_global(double x)
{
    return x * gain * curve[1] + x * x * curve[0];
}

int base = 3;
extern int base;

ADGEN_GRAD(x)
double reads_global_inactive(double x, int n)
{
    extern int base;
    return x * (n + base);
}

int count;

double total;

ADGEN_GRAD(x)
double writes_global(double x)
{
    total = x * x;
    return total * x;
}

ADGEN_GRAD(x)
double writes_global_inactive(double x, int n)
{
    count = n;
    count++;
    return x * count;
}

ADGEN_GRAD(x)
double one_dimension(double x, int n)
{
    double v[4];
    for (int i = 0; i < 4; i++)
        v[i] = i ? v[i - 1] * x : x;
    return v[n] * v[1];
}

ADGEN_GRAD(x)
double one_dimension_inactive(double x, int n)
{
    int v[4];
    for (int i = 0; i < 4; i++)
        v[i] = i ? v[i - 1] + i : 1;
    return x * v[n];
}

ADGEN_GRAD(m)
double two_dimensions(double m[2][3], int n)
{
    double t[3][2] = {{0}}, sum = 0.0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < n; j++)
            t[j][i] = m[i][j] * m[i][j];
    for (int j = 0; j < n; j++)
        sum += t[j][0] * t[j][1];
    return sum;
}

ADGEN_GRAD(x)
double two_dimensions_inactive(double x, int m[2][3], int n)
{
    int t[3][2] = {{0}};
    for (int j = 0; j < n; j++)
        t[j][1] = m[1][j];
    return x * (t[2][1] + t[1][0]);
}

ADGEN_GRAD(x)
double three_dimensions(double x, int n)
{
    double t[2][2][2] = {{{0}}}, sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                t[i][j][k] = x * (i + 2 * j + 4 * k);
    for (int i = 0; i < n; i++)
        sum += t[i][1][0] * t[0][i][1];
    return sum;
}

ADGEN_GRAD(x)
double three_dimensions_inactive(double x, int n)
{
    static const short t[2][2][2] = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
    return x * t[n - 1][0][1];
}

ADGEN_GRAD(x)
double variable_length(double x, int n)
{
    double v[n], w[n][n + 1], sum = 0.0;
    for (int i = 0; i < n; i++) {
        v[i] = x * i;
        for (int j = 0; j <= n; j++)
            w[i][j] = v[i] * j;
    }
    for (int i = 0; i < n; i++)
        sum += v[i] * w[n - 1 - i][i];
    return sum;
}

ADGEN_GRAD(x)
double variable_length_inactive(double x, int n)
{
    int v[n];
    for (int i = 0; i < n; i++)
        v[i] = i * i;
    return x * v[n - 1];
}

ADGEN_GRAD(v, m)
double lengths(int n, const double v[static n], const double m[][n])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += v[i] * m[1][i] * m[0][i];
    return sum;
}

ADGEN_GRAD(x)
double lengths_inactive(double x, int n, const int v[const])
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += v[i];
    return x * sum;
}

ADGEN_GRAD(p)
double by_value(struct pair p)
{
    struct pair q = p;
    q.x *= p.y;
    p = q;
    return p.x * q.y * p.n;
}

ADGEN_GRAD(x)
double by_value_inactive(double x, struct pair p)
{
    struct pair q = p;
    q.n++;
    p = q;
    return x * p.n * p.y;
}

ADGEN_GRAD(p)
double by_pointer(struct pair *p)
{
    p->x *= p->y;
    struct pair q = *p;
    p->y = q.x;
    return p->y * q.x;
}

ADGEN_GRAD(x)
double by_pointer_inactive(double x, ADGEN_INACTIVE struct pair *p)
{
    p->x *= p->y;
    p->n++;
    return x * p->x * p->n;
}

static struct pair both(double v)
{
    struct pair p = {v, v * v, 1};
    return p;
}

ADGEN_GRAD(x)
double returned(double x)
{
    struct pair p = both(x);
    return p.y * both(p.x).x * x;
}

struct counts { int a, b; };

static struct counts counts(int k)
{
    return (struct counts){k, k + 1};
}

ADGEN_GRAD(x)
double returned_inactive(double x, int n)
{
    struct counts c = counts(n);
    return x * c.a * counts(c.b).b;
}

ADGEN_GRAD(x)
double anonymous(double x)
{
    struct { struct { double a; struct { double b; }; }; struct pair p; } s = {{x, {x * x}}, {.x = x}};
    s.b *= s.a;
    s.p.y = s.b;
    return s.p.x * s.p.y;
}

ADGEN_GRAD(x)
double anonymous_inactive(double x, int n)
{
    struct { struct { int a; union { int b; float f; }; }; } s;
    s.a = n;
    s.b = 2;
    return x * s.a * s.b;
}

ADGEN_GRAD(p)
double of_structures(const struct pair *p, int n)
{
    struct pair q[2] = {{0}};
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        q[i] = p[n - 1 - i];
        sum += p[i].x * q[i].y * p[i].n;
    }
    return sum;
}

ADGEN_GRAD(x)
double of_structures_inactive(double x, const struct pair *p, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += p[i].y * p[i].n;
    return x * sum;
}

struct node { double value; const struct node *next; };

ADGEN_GRAD(x)
double linked(const double *x, int n)
{
    struct node nodes[3], *head = nodes;
    for (int i = 0; i < n; i++) {
        nodes[i].value = x[i];
        nodes[i].next = i + 1 < n ? &nodes[i + 1] : (const struct node *)0;
    }
    double y = 1.0;
    for (const struct node *p = head; p; p = p->next)
        y = y * p->value + 1.0;
    return y;
}

struct item { int value; const struct item *next; };

ADGEN_GRAD(x)
double linked_inactive(double x, int n)
{
    struct item items[3];
    int sum = 0;
    for (int i = 0; i < n; i++) {
        items[i].value = i + 1;
        items[i].next = i + 1 < n ? &items[i + 1] : (const struct item *)0;
    }
    for (const struct item *p = items; p; p = p->next)
        sum += p->value;
    return x * sum;
}

struct flags { unsigned low : 3, high : 5; double gain; };

ADGEN_GRAD(x)
double bit_fields(double x, int n)
{
    struct flags f = {.low = 5, .gain = x};
    f.high = (unsigned)n & 31u;
    f.low += 1;
    f.gain *= x;
    return f.gain * f.low * f.high;
}

ADGEN_GRAD(x)
double bit_fields_inactive(double x, int n)
{
    struct { int a : 4, : 0, b : 7; unsigned c : 1; } f = {1, -2, 1};
    f.b = n;
    f.a++;
    return x * (f.a + f.b + f.c);
}

ADGEN_GRAD(x)
double enumeration(double x)
{
    enum { FIRST = 2, SECOND, LAST = SECOND * 2 } e = SECOND;
    double v[LAST] = {[FIRST] = x, [SECOND] = x * x};
    return v[e] * v[FIRST] * LAST;
}

ADGEN_GRAD(x)
double enumeration_inactive(double x, int n)
{
    enum shade { DARK = -1, LIGHT = 4 } s = n > 0 ? LIGHT : DARK;
    s = (enum shade)(s - 1);
    return x * s;
}

ADGEN_GRAD(v)
real typedefs(vectors v)
{
    typedef real local;
    local y = v[0][1];
    return y * (*v)[2] * v[1][0];
}

ADGEN_GRAD(x)
real typedefs_inactive(real x, int n)
{
    typedef unsigned char byte;
    typedef byte bytes[2];
    bytes b = {(byte)n, (byte)(n * 100)};
    return x * b[1] + x * b[0];
}

_Static_assert(sizeof(double) >= 8, "reals");

ADGEN_GRAD(x)
double asserted(double x)
{
    _Static_assert(sizeof x == sizeof(double), "x");
    return x * x;
}

ADGEN_GRAD(x)
double asserted_inactive(double x, int n)
{
    enum { SIZE = 4 };
    _Static_assert(SIZE > 3, "size");
    return x * n * SIZE;
}

ADGEN_GRAD(x)
double aligned(double x)
{
    _Alignas(32) double v[4] = {x, x * x};
    alignas(16) double y = v[0];
    y *= v[1];
    return y;
}

ADGEN_GRAD(x)
double aligned_inactive(double x, int n)
{
    _Alignas(16) int v[4] = {n, n};
    return x * v[1];
}

_Noreturn static void stop(void)
{
    abort();
}

ADGEN_GRAD(x)
double no_return(double x)
{
    if (x < 0.0)
        stop();
    return x * x;
}

ADGEN_GRAD(x)
double no_return_inactive(double x, int n)
{
    if (n < 0)
        stop();
    return x * n;
}

_Thread_local int mine;

ADGEN_GRAD(x)
double thread_local_state_inactive(double x, int n)
{
    mine = n;
    mine++;
    return x * mine;
}

static double old_style(a, b)
double a, b;
{
    return a * b * a;
}

ADGEN_GRAD(x, a)
double calls_old_style(double x, double a)
{
    return old_style(x, a);
}

static int old_twice(k)
int k;
{
    return 2 * k;
}

ADGEN_GRAD(x)
double calls_old_style_inactive(double x, int n)
{
    return x * old_twice(n);
}

struct series { int n; double v[]; };

ADGEN_GRAD(x)
double flexible(double x, int n)
{
    struct series *s = malloc(sizeof *s + (unsigned)n * sizeof(double));
    double sum = 0.0;
    s->n = n;
    for (int i = 0; i < n; i++)
        s->v[i] = i ? s->v[i - 1] * x : x;
    for (int i = 0; i < s->n; i++)
        sum += s->v[i] * s->v[i];
    free(s);
    return sum;
}

struct message { int n; char text[]; };

ADGEN_GRAD(x)
double flexible_inactive(double x, int n)
{
    struct message *m = malloc(sizeof *m + (unsigned)n);
    m->n = n;
    for (int i = 0; i < n; i++)
        m->text[i] = (char)(i + 2);
    n = m->text[m->n - 1];
    free(m);
    return x * n;
}

ADGEN_GRAD(x)
double unset(double x, int n)
{
    double y, z[2];
    if (n > 1)
        y = x * x;
    z[1] = n > 1 ? y : x;
    return z[1] * x;
}

ADGEN_GRAD(x)
double unset_inactive(double x, int n)
{
    int k;
    if (n > 1)
        k = 4;
    return n > 1 ? x * k : x;
}

ADGEN_GRAD(x)
double const_member(double x, int n)
{
    struct { const int k; double y; } s = {3, 0.5};
    s.y = x * s.k;
    return s.y * s.y * n;
}

ADGEN_GRAD(x)
double const_member_inactive(double x, int n)
{
    const struct { const int k; const double a; } s = {n, 1.5};
    return x * s.k * s.a;
}

/*
 * check: declarations
 * check-args: -std=gnu11
 * check-construct: declarations | static local, read only | 6.7.1
 * check-gradient: static_table(1.3, 1)
 * check-gradient: static_table_inactive(1.3, 1)
 * check-construct: declarations | static local, kept from call to call | 6.7.1
 * check-gradient: static_state_inactive(1.3, 7)
 * check-construct: declarations | static variable, written before it is read | 6.2.4
 * check-gradient: static_scratch(1.3)
 * check-gradient: static_scratch_inactive(1.3, 7)
 * check-construct: declarations | const and volatile-free qualifiers | 6.7.3
 * check-gradient: constant(1.3)
 * check-gradient: constant_inactive(1.3, 7)
 * check-construct: declarations | volatile | 6.7.3
 * check-gradient: unsteady_inactive(1.3, 7)
 * check-construct: declarations | register | 6.7.1
 * check-gradient: in_register(1.3, 3)
 * check-gradient: in_register_inactive(1.3, 7)
 * check-construct: declarations | auto | 6.7.1
 * check-gradient: automatic(1.3)
 * check-gradient: automatic_inactive(1.3, 7)
 * check-construct: declarations | inline function | 6.7.4
 * check-gradient: calls_inline(1.3)
 * check-gradient: calls_inline_inactive(1.3, 7)
 * check-construct: declarations | global, read | 6.9.2
 * check-gradient: reads_global(1.3)
 * check-gradient: reads_global_inactive(1.3, 7)
 * check-construct: declarations | global, written | 6.9.2
 * check-gradient: writes_global(1.3)
 * check-gradient: writes_global_inactive(1.3, 7)
 * check-construct: declarations | array of one dimension | 6.7.6.2
 * check-gradient: one_dimension(1.3, 3)
 * check-gradient: one_dimension_inactive(1.3, 3)
 * check-construct: declarations | array of two dimensions | 6.7.6.2
 * check-gradient: two_dimensions({{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}, 3)
 * check-gradient: two_dimensions_inactive(1.3, {{1, 2, 3}, {4, 5, 6}}, 3)
 * check-construct: declarations | array of three dimensions | 6.7.6.2
 * check-gradient: three_dimensions(1.3, 2)
 * check-gradient: three_dimensions_inactive(1.3, 2)
 * check-construct: declarations | variable-length array | 6.7.6.2
 * check-gradient: variable_length(1.3, 4)
 * check-gradient: variable_length_inactive(1.3, 4)
 * check-construct: declarations | array parameter with its length | 6.7.6.3
 * check-gradient: lengths(3, {1.0, 2.0, 3.0}, {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}})
 * check-gradient: lengths_inactive(1.3, 3, {1, 2, 3})
 * check-construct: declarations | structure by value | 6.7.2.1
 * check-gradient: by_value({1.0, 2.0, 3})
 * check-gradient: by_value_inactive(1.3, {1.0, 2.0, 3})
 * check-construct: declarations | structure by pointer | 6.7.2.1
 * check-gradient: by_pointer(&{1.0, 2.0, 3})
 * check-gradient: by_pointer_inactive(1.3, &{1.0, 2.0, 3})
 * check-construct: declarations | structure returned | 6.8.6.4
 * check-gradient: returned(1.3)
 * check-gradient: returned_inactive(1.3, 7)
 * check-construct: declarations | nested and anonymous structures | 6.7.2.1
 * check-gradient: anonymous(1.3)
 * check-gradient: anonymous_inactive(1.3, 7)
 * check-construct: declarations | array of structures | 6.7.2.1
 * check-gradient: of_structures({{1.0, 2.0, 1}, {3.0, 4.0, 2}}, 2)
 * check-gradient: of_structures_inactive(1.3, {{1.0, 2.0, 1}, {3.0, 4.0, 2}}, 2)
 * check-construct: declarations | linked list | 6.7.2.1
 * check-gradient: linked({1.0, 2.0, 3.0}, 3)
 * check-gradient: linked_inactive(1.3, 3)
 * check-construct: declarations | bit-fields | 6.7.2.1
 * check-gradient: bit_fields(1.3, 5)
 * check-gradient: bit_fields_inactive(1.3, 5)
 * check-construct: declarations | enumeration | 6.7.2.2
 * check-gradient: enumeration(1.3)
 * check-gradient: enumeration_inactive(1.3, 1)
 * check-construct: declarations | typedef chain | 6.7.8
 * check-gradient: typedefs({{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}})
 * check-gradient: typedefs_inactive(1.3, 7)
 * check-construct: declarations | _Static_assert | 6.7.10
 * check-gradient: asserted(1.3)
 * check-gradient: asserted_inactive(1.3, 7)
 * check-construct: declarations | _Alignas | 6.7.5
 * check-gradient: aligned(1.3)
 * check-gradient: aligned_inactive(1.3, 7)
 * check-construct: declarations | _Noreturn function | 6.7.4
 * check-gradient: no_return(1.3)
 * check-gradient: no_return_inactive(1.3, 7)
 * check-construct: declarations | _Thread_local | 6.7.1
 * check-gradient: thread_local_state_inactive(1.3, 7)
 * check-construct: declarations | function declared without parameter types, defined the old way | 6.9.1
 * check-gradient: calls_old_style(1.3, 0.7)
 * check-gradient: calls_old_style_inactive(1.3, 7)
 * check-construct: declarations | flexible array member | 6.7.2.1
 * check-gradient: flexible(1.3, 4)
 * check-gradient: flexible_inactive(1.3, 2)
 * check-construct: declarations | uninitialised where it is not read | 6.7.9
 * check-gradient: unset(1.3, 2)
 * check-gradient: unset_inactive(1.3, 2)
 * check-construct: declarations | const member | 6.7.3
 * check-gradient: const_member(1.3, 2)
 * check-gradient: const_member_inactive(1.3, 2)
 */
