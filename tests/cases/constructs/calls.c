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

ADGEN_GRAD(x)
double called(double x)
{
    return square(x) + square(square(x) * x);
}

ADGEN_GRAD(x)
double called_inactive(double x, int n)
{
    return x * twice(twice(n) + 1);
}

static double doubled(double *p)
{
    *p *= 2.0;
    return *p;
}

ADGEN_GRAD(x)
double call_statement(double x)
{
    doubled(&x);
    square(x);
    (void)doubled(&x);
    return x * x;
}

static int advance(int *p)
{
    return ++*p;
}

ADGEN_GRAD(x)
double call_statement_inactive(double x, int n)
{
    advance(&n);
    twice(n);
    (void)advance(&n);
    return x * n;
}

ADGEN_GRAD(x)
double bracketed_call(double x)
{
    return (square)(x) * (*square)(x) + (&square)(x);
}

ADGEN_GRAD(x)
double bracketed_call_inactive(double x, int n)
{
    return x * (twice)(n) * (*twice)(n) + (&twice)(n);
}

static int thrice(int k)
{
    return 3 * k;
}

ADGEN_GRAD(x)
double by_pointer_inactive(double x, int n)
{
    int (*f)(int) = n > 2 ? twice : thrice;
    return x * f(n);
}

static int plus(int k)
{
    return k + 1;
}

ADGEN_GRAD(x)
double by_table_inactive(double x, int n)
{
    static int (*const table[])(int) = {twice, plus};
    return x * table[n](5);
}

static int applied(int (*f)(int), int k)
{
    return f(f(k));
}

ADGEN_GRAD(x)
double by_callback_inactive(double x, int n)
{
    return x * applied(twice, n);
}

struct rule { int (*f)(int); int add; };

ADGEN_GRAD(x)
double by_member_inactive(double x, int n)
{
    struct rule r = {twice, 4};
    return x * (r.f(n) + r.add);
}

static int factorial(int n)
{
    return n < 2 ? 1 : n * factorial(n - 1);
}

ADGEN_GRAD(x)
double recursive_inactive(double x, int n)
{
    return x * factorial(n);
}

static int is_odd(int n);

static int is_even(int n)
{
    return n == 0 ? 1 : is_odd(n - 1);
}

static int is_odd(int n)
{
    return n == 0 ? 0 : is_even(n - 1);
}

ADGEN_GRAD(x)
double mutual_inactive(double x, int n)
{
    int k = is_even(n);
    k += 2 * is_odd(n);
    return x * k;
}

static void add_to(double *to, const double *from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] += from[i] * from[n - 1 - i];
}

ADGEN_GRAD(x)
double same_twice(const double *x, int n)
{
    double v[3] = {x[0], x[1], x[2]};
    add_to(v, v, n);
    return v[0] * v[1] * v[2];
}

static void add_integers(int *to, const int *from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] += from[n - 1 - i];
}

ADGEN_GRAD(x)
double same_twice_inactive(double x, int n)
{
    int v[3] = {1, 2, 3};
    add_integers(v, v, n);
    return x * (v[0] + v[2]);
}

ADGEN_GRAD(x)
double overlapping(const double *x)
{
    double v[4] = {x[0], x[1], x[2], x[3]};
    add_to(v, v + 1, 3);
    add_to(v + 2, v, 2);
    return v[0] * v[1] * v[2] * v[3];
}

ADGEN_GRAD(x)
double overlapping_inactive(double x)
{
    int v[4] = {1, 2, 3, 4};
    add_integers(v, v + 1, 3);
    return x * (v[0] + v[2]);
}

static const double *largest(const double *v, int n)
{
    const double *best = v;
    for (int i = 1; i < n; i++)
        if (v[i] > *best)
            best = v + i;
    return best;
}

ADGEN_GRAD(x)
double points_into(const double *x, int n)
{
    const double *p = largest(x, n);
    return *p * p[-1] * largest(x, n)[1];
}

static const int *largest_integer(const int *v, int n)
{
    const int *best = v;
    for (int i = 1; i < n; i++)
        if (v[i] > *best)
            best = v + i;
    return best;
}

ADGEN_GRAD(x)
double points_into_inactive(double x, const int *v, int n)
{
    return x * *largest_integer(v, n);
}

static struct pair turned(struct pair p)
{
    struct pair q = {p.y, -p.x, p.n + 1};
    return q;
}

ADGEN_GRAD(x)
double of_pairs(double x)
{
    struct pair p = turned(turned((struct pair){x, x * x, 0}));
    return turned(p).x * p.y * p.n;
}

static struct pair counted(struct pair p)
{
    p.n++;
    return p;
}

ADGEN_GRAD(x)
double of_pairs_inactive(double x, int n)
{
    return x * counted(counted((struct pair){0.0, 0.0, n})).n;
}

int getpid(void);

ADGEN_GRAD(x)
double outside_inactive(double x, int n)
{
    return getpid() >= 0 ? x * n : 0.0;
}

static int nothing()
{
    return 4;
}

ADGEN_GRAD(x)
double no_prototype_inactive(double x, int n)
{
    return x * (n + nothing());
}

ADGEN_GRAD(x)
double logged(double x, int *calls)
{
    note(calls);
    return x * x;
}

ADGEN_GRAD(x)
double logged_inactive(double x, int *calls)
{
    note(calls);
    return x * *calls;
}

static double consumed(double v, int n)
{
    while (n-- > 0)
        v *= v;
    return v;
}

ADGEN_GRAD(x)
double changed(double x, int n)
{
    double y = consumed(x, n - 1);
    x += y;
    return consumed(x, 1) * n;
}

static int drained(int n)
{
    int k = 0;
    while (n-- > 0)
        k += 2;
    return k;
}

ADGEN_GRAD(x)
double changed_inactive(double x, int n)
{
    return x * drained(n) * n;
}

static int three(void)
{
    return 3;
}

ADGEN_GRAD(x)
double no_parameters(double x)
{
    return x * x * three();
}

ADGEN_GRAD(x)
double no_parameters_inactive(double x)
{
    return x * (three() - 1);
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

ADGEN_GRAD(x)
double by_any_pointer_inactive(double x, int (*f)(int), int n)
{
    return x * (f ? f(n) : n);
}

struct span { const int *data; int n; };

static struct span rest(struct span s)
{
    s.data++;
    s.n--;
    return s.n > 1 ? rest(s) : s;
}

ADGEN_GRAD(x)
double recursive_view_inactive(double x, const int *v, int n)
{
    struct span s = {v, n};
    s = rest(s);
    return x * s.data[0];
}

/*
 * check: calls of functions
 * check-args: -Wno-strict-prototypes
 * check-construct: calls | call | 6.5.2.2
 * check-gradient: called(1.3)
 * check-gradient: called_inactive(1.3, 7)
 * check-construct: calls | call as a statement, result thrown away | 6.5.2.2
 * check-gradient: call_statement(1.3)
 * check-gradient: call_statement_inactive(1.3, 7)
 * check-construct: calls | call through brackets, * and & | 6.5.2.2
 * check-gradient: bracketed_call(1.3)
 * check-gradient: bracketed_call_inactive(1.3, 7)
 * check-construct: calls | function pointer | 6.7.6.3
 * check-gradient: by_pointer(1.3, 7)
 * check-gradient: by_pointer_inactive(1.3, 7)
 * check-construct: calls | table of function pointers | 6.7.6.3
 * check-gradient: by_table(1.3, 1)
 * check-gradient: by_table_inactive(1.3, 1)
 * check-construct: calls | callback | 6.7.6.3
 * check-gradient: by_callback(1.3)
 * check-gradient: by_callback_inactive(1.3, 7)
 * check-construct: calls | function pointer in a structure | 6.7.2.1
 * check-gradient: by_member(1.3)
 * check-gradient: by_member_inactive(1.3, 7)
 * check-construct: calls | recursion | 6.5.2.2
 * check-gradient: recursive(1.3, 5)
 * check-gradient: recursive_inactive(1.3, 5)
 * check-construct: calls | mutual recursion | 6.5.2.2
 * check-gradient: mutual(1.3, 3)
 * check-gradient: mutual_inactive(1.3, 5)
 * check-construct: calls | the same array twice | 6.5.2.2
 * check-gradient: same_twice({1.0, 2.0, 3.0}, 3)
 * check-gradient: same_twice_inactive(1.3, 3)
 * check-construct: calls | overlapping pieces of one array | 6.5.2.2
 * check-gradient: overlapping({1.0, 2.0, 3.0, 4.0})
 * check-gradient: overlapping_inactive(1.3)
 * check-construct: calls | function that returns a pointer into its argument | 6.5.2.2
 * check-gradient: points_into({1.0, 3.0, 2.0}, 3)
 * check-gradient: points_into_inactive(1.3, {1, 3, 2}, 3)
 * check-construct: calls | structures as arguments and results | 6.5.2.2
 * check-gradient: of_pairs(1.3)
 * check-gradient: of_pairs_inactive(1.3, 7)
 * check-construct: calls | function whose body is not visible | 6.7.6.3
 * check-gradient: outside_inactive(1.3, 7)
 * check-construct: calls | function called without a prototype | 6.5.2.2
 * check-gradient: no_prototype_inactive(1.3, 7)
 * check-construct: calls | function with an ADGEN_NO_DERIVATIVE promise | adgen
 * check-gradient: logged(1.3, {0})
 * check-gradient: logged_inactive(1.3, {0})
 * check-construct: calls | parameters changed in the function | 6.9.1
 * check-gradient: changed(1.3, 3)
 * check-gradient: changed_inactive(1.3, 3)
 * check-construct: calls | main-like functions, void (void) | 6.7.6.3
 * check-gradient: no_parameters(1.3)
 * check-gradient: no_parameters_inactive(1.3)
 * check-construct: calls | function pointer that may point to anything | 6.7.6.3
 * check-gradient: by_any_pointer_inactive(1.3, NULL, 7)
 * check-construct: calls | recursion that returns a structure with pointers | 6.5.2.2
 * check-gradient: recursive_view_inactive(1.3, {4, 5, 6}, 3)
 */
