# What adgen writes is its input: derivatives of derivatives up to the fourth, against closed forms.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
include=$here/../../include

cat >f.c <<'END'
#include <adgen/adgen.h>
#include <adgen/runtime.h>
#include <math.h>
#include <stdlib.h>

struct pair { double a, b; };

ADGEN_GRAD(x)
double power(double x)
{
    return x * x * x * x * x + sin(x);
}

ADGEN_GRAD(x)
double carried(double x, int n)
{
    double u = x;

    for (int i = 0; i < n; i++)
        u = u * u * x + 0.5 * u;
    return u;
}

ADGEN_GRAD(p)
double of_a_record(const struct pair *p)
{
    return p->a * p->a * p->b * exp(0.5 * p->b);
}

ADGEN_GRAD(x)
double log_gamma(double x)
{
    return lgamma(x);
}

/* A block that grows. */
ADGEN_JVP(x)
double grown(int n, double x)
{
    int     room = 1;
    double *block = malloc(sizeof *block), sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (i == room) {
            room *= 2;
            block = realloc(block, (size_t)room * sizeof *block);
        }
        block[i] = i == 0 ? x : (i + 1) * x + block[i - 1] * x;
        sum += block[i] * block[i];
    }
    free(block);
    return sum;
}

/* What lies on a tape of one's own. */
ADGEN_GRAD(x)
double taped(double x)
{
    AdgenTape tape = ADGEN_TAPE_INIT;
    double    y, z;

    adgen_push_double(&tape, x * x);
    adgen_push_double(&tape, 3.0);
    z = adgen_pop_double(&tape);
    y = adgen_pop_double(&tape);
    adgen_tape_free(&tape);
    return z * y * y;
}

/* The square root of x, by as many steps as it takes, times its sine. */
ADGEN_GRAD(x)
double iterated(double x)
{
    double u = x;

    while (fabs(u * u - x) > 1e-15 * x)
        u = 0.5 * (u + x / u);
    for (int i = 0; i < 5; i++)
        u = 0.5 * (u + x / u);
    return u * sin(u);
}
END
expect 0 -I"$include" f.c -o f1.c

# reverse over reverse over reverse over reverse, of the derivative alone: the value returned has no seed
for f in power carried log_gamma iterated; do
    expect 0 -I"$include" f1.c --grad "${f}_grad(x, of(x_adj), as(${f}_2))" -o "${f}_2.c"
    expect 0 -I"$include" "${f}_2.c" --grad "${f}_2(x, of(x_adj_2), as(${f}_3))" -o "${f}_3.c"
    expect 0 -I"$include" "${f}_3.c" --grad "${f}_3(x, of(x_adj_3), as(${f}_4))" -o "${f}_4.c"
done

# forward over reverse, and forward over that: the tape has a tape beside it
for f in iterated power; do
    expect 0 -I"$include" f1.c --jvp "${f}_grad(x, as(${f}_f2))" -o "${f}_f2.c"
    expect 0 -I"$include" "${f}_f2.c" --jvp "${f}_f2(x, as(${f}_f3))" -o "${f}_f3.c"
    expect 0 -I"$include" "${f}_f3.c" --jvp "${f}_f3(x, as(${f}_f4))" -o "${f}_f4.c"
done
holds iterated_f2.c 'adgen_pop_double(&tape_dot)'
holds iterated_2.c 'adgen_pop_double(&tape_adj)'

expect 0 -I"$include" f1.c --jvp 'grown_jvp(x, as(grown_2))' -o grown_2.c
holds f1.c 'adgen_resize'

# of a record: reverse, forward, reverse
expect 0 -I"$include" f1.c --jvp 'of_a_record_grad(p, as(record_2))' -o record_2.c
expect 0 -I"$include" record_2.c --vjp 'record_2(p, of(p_adj_dot), as(record_3))' -o record_3.c

cat >main.c <<'END'
#include <math.h>
#include <stdio.h>

struct pair { double a, b; };
typedef double *D;

double power_2(double, D, D, D), iterated_2(double, D, D, D), iterated_3(double, D, D, D, D, D, D, D);
double iterated_4(double, D, D, D, D, D, D, D, D, D, D, D, D, D, D, D);
double log_gamma_2(double, D, D, D), carried_2(double, int, D, D, D);
double power_3(double, D, D, D, D, D, D, D), log_gamma_3(double, D, D, D, D, D, D, D), carried_3(double, int, D, D, D, D, D, D, D);
double power_4(double, D, D, D, D, D, D, D, D, D, D, D, D, D, D, D), log_gamma_4(double, D, D, D, D, D, D, D, D, D, D, D, D, D, D, D);
double carried_4(double, int, D, D, D, D, D, D, D, D, D, D, D, D, D, D, D);
double power_f2(double, D, double, D, D), iterated_f2(double, D, double, D, D);
double power_f3(double, D, double, D, D, double, D, D, D, D), iterated_f3(double, D, double, D, D, double, D, D, D, D);
double power_f4(double, D, double, D, D, double, D, D, D, D, double, D, D, D, D, D, D, D, D);
double iterated_f4(double, D, double, D, D, double, D, D, D, D, double, D, D, D, D, D, D, D, D);
double record_2(const struct pair *, struct pair *, const struct pair *, struct pair *, D);
double record_3(const struct pair *, struct pair *, const struct pair *, struct pair *, D, struct pair *, struct pair *, struct pair *, D, double);

double taped_grad(double, D), grown_2(int, double, double, D, double, D, D);

static int wrong;

static void is(const char *what, double got, double want)
{
    if (!(fabs(got - want) <= 1e-9 * fmax(1.0, fabs(want)))) {
        printf("%s is %.15g, not %.15g\n", what, got, want);
        wrong = 1;
    }
}

/* The seed of the derivative, of the derivative of that, and so on is 1, all other adjoints begin at zero. */
#define REVERSE(f, ...) \
    do { \
        for (int i = 0; i < 16; i++) z[i] = i == 2; \
        f##_2(__VA_ARGS__, z, z + 1, z + 2), d[2] = z[1]; \
        for (int i = 0; i < 16; i++) z[i] = i == 2 || i == 5; \
        f##_3(__VA_ARGS__, z, z + 1, z + 2, z + 3, z + 4, z + 5, z + 6), d[3] = z[3]; \
        for (int i = 0; i < 16; i++) z[i] = i == 2 || i == 5 || i == 11; \
        f##_4(__VA_ARGS__, z, z + 1, z + 2, z + 3, z + 4, z + 5, z + 6, z + 7, z + 8, z + 9, z + 10, z + 11, z + 12, z + 13, z + 14); \
        d[4] = z[7]; \
    } while (0)

#define FORWARD(f, x) \
    do { \
        for (int i = 0; i < 16; i++) z[i] = 0; \
        f##_f2(x, z, 1, z + 1, z + 2), d[2] = z[1]; \
        for (int i = 0; i < 16; i++) z[i] = 0; \
        f##_f3(x, z, 1, z + 1, z + 2, 1, z + 3, z + 4, z + 5, z + 6), d[3] = z[4]; \
        for (int i = 0; i < 16; i++) z[i] = 0; \
        f##_f4(x, z, 1, z + 1, z + 2, 1, z + 3, z + 4, z + 5, z + 6, 1, z + 7, z + 8, z + 9, z + 10, z + 11, z + 12, z + 13, z + 14); \
        d[4] = z[11]; \
    } while (0)

static void is_power(const double *d, double x)
{
    is("the second derivative of a power", d[2], 20 * x * x * x - sin(x));
    is("the third", d[3], 60 * x * x - cos(x));
    is("the fourth", d[4], 120 * x + sin(x));
}

/* s sin s, where s' = 1 / (2 s) */
static void is_iterated(const double *d, double x)
{
    double s = sqrt(x), t = s * s;

    is("the second derivative of an iteration", d[2], cos(s) / (4 * t) - sin(s) / (4 * t * s) - sin(s) / (4 * s));
    is("the third", d[3], (3 * sin(s) / (t * t * s) - 3 * cos(s) / (t * t) - cos(s) / t) / 8);
    is("the fourth", d[4], (3 * sin(s) / (t * t) + 15 * cos(s) / (t * t * s) - 15 * sin(s) / (t * t * t) + sin(s) / t
                            + 2 * cos(s) / (t * s)) / (16 * s));
}

int main(void)
{
    double z[16], d[5], x = 1.3;
    struct pair p = {1.5, 0.7}, p_adj = {0, 0}, v = {0.3, -0.2}, p_adj_dot = {0, 0}, w = {0.4, 1.1}, p_2 = {0, 0}, p_3 = {0, 0};
    double      e = exp(0.5 * p.b), r = 0, r_adj = 0;
    /* f = a^2 g(b), g = b exp (b/2) */
    double      g1 = e * (1 + p.b / 2), g2 = e * (1 + p.b / 4), g3 = e * (0.75 + p.b / 8);

    z[0] = 0;
    is("what is returned beside a tape", taped_grad(x, z), 3 * pow(x, 4));
    is("the derivative of what goes over a tape", z[0], 12 * pow(x, 3));
    grown_2(2, x, 1, z, 1, z + 1, z + 2);                /* x^2 + (2 x + x^2)^2 */
    is("the second derivative of what lies in a growing block", z[1], 2 + 8 * (1 + x) * (1 + x) + 4 * (2 * x + x * x));
    REVERSE(power, x);
    is_power(d, x);
    FORWARD(power, x);
    is_power(d, x);
    REVERSE(carried, x, 2);          /* x^7 + x^5 + 0.75 x^3 + 0.25 x */
    is("the second derivative of what a loop carries", d[2], 42 * pow(x, 5) + 20 * pow(x, 3) + 4.5 * x);
    is("the third", d[3], 210 * pow(x, 4) + 60 * x * x + 4.5);
    is("the fourth", d[4], 840 * pow(x, 3) + 120 * x);
    REVERSE(log_gamma, 1.0);
    is("the second derivative of lgamma", d[2], 1.6449340668482264);
    is("the third", d[3], -2.4041138063191886);
    is("the fourth", d[4], 6.4939394022668291);
    FORWARD(iterated, x);
    is_iterated(d, x);
    REVERSE(iterated, x);            /* a tape of adjoints, run the other way */
    is_iterated(d, x);
    record_3(&p, &p_adj, &v, &p_adj_dot, &r, &p_2, &p_3, &w, &r_adj, 0.0);
    /* the derivative of w . (Hessian v) */
    is("the third derivative of a record by a", p_2.a, 2 * g1 * (w.a * v.b + w.b * v.a) + 2 * p.a * g2 * w.b * v.b);
    is("by b", p_2.b, 2 * g1 * w.a * v.a + 2 * p.a * g2 * (w.a * v.b + w.b * v.a) + p.a * p.a * g3 * w.b * v.b);
    return wrong;
}
END
call="cc main.c"
status=0
: >err
"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -pedantic -O1 -I"$include" main.c f1.c power_[234].c carried_[234].c log_gamma_[234].c \
    iterated_[234].c iterated_f[234].c power_f[234].c record_[23].c grown_2.c "$here"/../../runtime/*.c -lm -o orders 2>err || status=$?
check "what adgen writes compiles" test "$status" -eq 0
./orders >err 2>&1
status=$?
check "derivatives to the fourth order are right" test "$status" -eq 0
no_leftovers
finish
