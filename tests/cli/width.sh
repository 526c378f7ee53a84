# Several directions at once, as a user declares and calls them, against closed forms.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
include=$here/../../include

cat >f.c <<'END'
#include <adgen/adgen.h>
#include <math.h>

struct body { double at[2]; double mass; };

ADGEN_JVP(s, x, width(3)) ADGEN_VJP(s, x, width(2)) ADGEN_HVP(s, x, width(3))
double f(double s, int n, const double *x, double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        y[i] = s * x[i] * x[i];
        sum += s * s * x[i] * x[i] * x[i];
    }
    return sum;
}

ADGEN_JVP(width(2)) ADGEN_VJP(width(2))
double energy(struct body one, const struct body *other)
{
    return one.mass * other->mass * (one.at[0] * other->at[0] + one.at[1] * other->at[1]);
}

/* The number of steps is not known beforehand: values, and their tangents, go over a tape. */
ADGEN_HVP(x, width(2)) ADGEN_HVP(x, as(waiting_alone)) ADGEN_GRAD(x)
double waiting(int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double z = x[i] * x[(i + 1) % n];

        while (z > 0.3) {
            z *= 0.7 * cos(z);
            sum += z * x[i];
        }
        sum += sin(z) * x[0];
    }
    return sum;
}

ADGEN_JVP(a, width(1))
double rows(int n, const double a[][2])
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += a[i][0] * a[i][1];
    return sum;
}
END

cat >main.c <<'END'
#include <math.h>
#include <stdio.h>
#include <string.h>

struct body { double at[2]; double mass; };

#include "f_d.h"
#include "again.h"

enum { N = 4 };

static int wrong;

static void is(const char *what, double got, double want)
{
    if (!(fabs(got - want) <= 1e-13 * fmax(1.0, fabs(want)))) {
        printf("%s: %.17g is not %.17g\n", what, got, want);
        wrong = 1;
    }
}

static const double s = 0.75, x[N] = {1.0, -0.5, 2.0, 0.25};
static double       y[N];

static void forward(void)
{
    double s_dot[3] = {1.0, 0.0, -2.0}, x_dot[N][3] = {{0, 1, 0.5}, {0, 0, 1}, {0, -1, 0}, {1, 0, 0}}, y_dot[N][3] = {{0}}, result_dot[3];

    f_jvp(s, N, x, y, s_dot, x_dot, y_dot, result_dot);
    for (int k = 0; k < 3; k++) {
        double want = 0.0;

        for (int i = 0; i < N; i++) {
            want += 2.0 * s * s_dot[k] * x[i] * x[i] * x[i] + 3.0 * s * s * x[i] * x[i] * x_dot[i][k];
            is("a tangent of y", y_dot[i][k], s_dot[k] * x[i] * x[i] + 2.0 * s * x[i] * x_dot[i][k]);
        }
        is("a tangent of the result", result_dot[k], want);
    }
}

static void reverse(void)
{
    double s_adj[2] = {0.5, 0.0}, x_adj[N][2] = {{0}}, y_adj[N][2], result_adj[2] = {1.0, -3.0};

    for (int i = 0; i < N; i++)
        for (int k = 0; k < 2; k++)
            y_adj[i][k] = i - 2.0 * k;
    f_vjp(s, N, x, y, s_adj, x_adj, y_adj, result_adj);
    for (int k = 0; k < 2; k++) {
        double want = k == 0 ? 0.5 : 0.0;

        for (int i = 0; i < N; i++) {
            double seed = i - 2.0 * k;

            want += result_adj[k] * 2.0 * s * x[i] * x[i] * x[i] + seed * x[i] * x[i];
            is("an adjoint of x", x_adj[i][k], result_adj[k] * 3.0 * s * s * x[i] * x[i] + seed * 2.0 * s * x[i]);
            is("an adjoint of y", y_adj[i][k], 0.0);
        }
        is("an adjoint of s", s_adj[k], want);
    }
}

static void second(void)
{
    double s_dot[3] = {1.0, 0.0, 2.0}, x_dot[N][3] = {{0, 1, 0.5}, {0, 0, 1}, {0, -1, 0}, {1, 0, 0}}, y_dot[N][3] = {{0}};
    double s_adj = 0.0, x_adj[N] = {0}, y_adj[N] = {0}, s_adj_dot[3] = {0}, x_adj_dot[N][3] = {{0}}, y_adj_dot[N][3] = {{0}};

    f_hvp(s, N, x, y, s_dot, x_dot, y_dot, &s_adj, x_adj, y_adj, s_adj_dot, x_adj_dot, y_adj_dot);
    for (int k = 0; k < 3; k++) {
        double want = 0.0;

        for (int i = 0; i < N; i++) {
            want += 2.0 * s_dot[k] * x[i] * x[i] * x[i] + 6.0 * s * x[i] * x[i] * x_dot[i][k];
            is("a product by x", x_adj_dot[i][k], 6.0 * s * s_dot[k] * x[i] * x[i] + 6.0 * s * s * x[i] * x_dot[i][k]);
            is("a gradient by x", x_adj[i], 3.0 * s * s * x[i] * x[i]);
        }
        is("a product by s", s_adj_dot[k], want);
    }
}

static void records(void)
{
    struct body one = {{1.0, 2.0}, 3.0}, other = {{-1.0, 0.5}, 2.0}, one_dot[2] = {{{1, 0}, 0}, {{0, 0}, 1}};
    struct body other_dot[1][2] = {{{{0, 0}, 1}, {{0, 1}, 0}}}, one_adj[2] = {{{0}, 0}}, other_adj[1][2] = {{{{0}, 0}}};
    double      result_dot[2], result_adj[2] = {1.0, 2.0}, product = -1.0 + 2.0 * 0.5;

    energy_jvp(one, &other, one_dot, other_dot, result_dot);
    is("along the first", result_dot[0], 3.0 * 2.0 * -1.0 + 3.0 * product);
    is("along the second", result_dot[1], 2.0 * product + 3.0 * 2.0 * 2.0);
    energy_vjp(one, &other, one_adj, other_adj, result_adj);
    for (int k = 0; k < 2; k++) {
        is("an adjoint of a place", one_adj[k].at[1], result_adj[k] * 3.0 * 2.0 * 0.5);
        is("an adjoint of a mass", other_adj[0][k].mass, result_adj[k] * 3.0 * product);
    }
}

/* In forward over reverse, and in reverse over reverse: what both say of two directions, each against it alone. */
static void over_a_tape(void)
{
    double from[N] = {1.2, 0.9, 1.5, 0.7}, x_dot[N][2] = {{1, 0.5}, {0, -1}, {0.3, 2}, {0, 1}}, x_adj[N] = {0}, x_adj_dot[N][2] = {{0}};
    double again_adj[N] = {0}, x_adj_2[N][2] = {{0}}, x_adj_adj[N][2], result_adj[2] = {0};

    memcpy(x_adj_adj, x_dot, sizeof x_dot);
    waiting_hvp(N, from, x_dot, x_adj, x_adj_dot);
    waiting_again(N, from, again_adj, x_adj_2, x_adj_adj, result_adj);
    for (int k = 0; k < 2; k++) {
        double alone[N], adj[N] = {0}, product[N] = {0};

        for (int i = 0; i < N; i++)
            alone[i] = x_dot[i][k];
        waiting_alone(N, from, alone, adj, product);
        for (int i = 0; i < N; i++) {
            is("a product over a tape", x_adj_dot[i][k], product[i]);
            is("the same by rows", x_adj_2[i][k], product[i]);
        }
    }
}

static void one_direction(void)
{
    const double a[2][2] = {{1.0, 2.0}, {3.0, 4.0}};
    double       a_dot[2][2][1] = {{{1.0}, {0.0}}, {{0.0}, {-1.0}}}, result_dot[1];

    rows_jvp(2, a, a_dot, result_dot);
    is("a direction alone", result_dot[0], 2.0 - 3.0);
}

int main(void)
{
    forward();
    reverse();
    second();
    records();
    over_a_tape();
    one_direction();
    return wrong;
}
END
expect 0 -I"$include" f.c -o f_d.c --header f_d.h
expect 0 -I"$include" f_d.c --vjp 'waiting_grad(x, width(2), as(waiting_again))' -o again.c --header again.h
holds f_d.c 'ADGEN_LANES'
holds again.c 'lane-- > 0;'
for compiler in gcc clang; do
    check "$compiler compiles it" "$compiler" -std=c11 -Wall -Wextra -Werror -pedantic -O2 -g -fsanitize=address,undefined \
        -fno-sanitize-recover=all -I"$include" -o width main.c f_d.c again.c "$include/../runtime/tape.c" -lm
    ./width >out 2>err || fail "the derivatives of $compiler's program are wrong: $(cat out)"
done
finish
