# How many passes derivatives take, counted: a Jacobian of n inputs and m outputs takes n passes of forward mode or m of
# reverse mode, however wide what lies between is, and by itself adgen takes the fewer; a gradient takes one.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
include=$here/../../include

# Four functions behind one another, all of whose numbers go through `unit`, which has derivatives that count their calls.
cat >chain.c <<'END'
#include <adgen/adgen.h>

double unit(double x);
ADGEN_DERIVATIVE_OF(unit, jvp)
double unit_jvp(double x, double x_dot, double *result_dot);
ADGEN_DERIVATIVE_OF(unit, vjp)
double unit_vjp(double x, double *x_adj, double result_adj);

static void layer(int n, int m, const double *x, double *y)
{
    for (int i = 0; i < m; i++) {
        double sum = 0.1 * i;

        for (int j = 0; j < n; j++)
            sum += x[j] * (1.0 + i - 0.5 * j) / (n + m);
        y[i] = unit(sum);
    }
}

void chain(const double a[N], double e[M])
{
    double b[B], c[C], d[D];

    layer(N, B, a, b);
    layer(B, C, b, c);
    layer(C, D, c, d);
    layer(D, M, d, e);
}

double sum_of_chain(const double a[N])
{
    double e[M], sum = 0.0;

    chain(a, e);
    for (int i = 0; i < M; i++)
        sum += e[i] * e[i];
    return sum;
}
END

cat >main.c <<'END'
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { UNITS = B + C + D + M };                    /* in one pass */

void chain(const double *a, double *e);
void chain_forward(const double *a, double *e, double *jacobian);
void chain_reverse(const double *a, double *e, double *jacobian);
void chain_chosen(const double *a, double *e, double *jacobian);
double sum_of_chain_grad(const double *a, double *a_adj);
double sum_of_chain_jvp(const double *a, const double *a_dot, double *result_dot);

static int forward_calls, reverse_calls, wrong;

double unit(double x)
{
    return x + sin(x);
}

double unit_jvp(double x, double x_dot, double *result_dot)
{
    forward_calls++;
    *result_dot = (1.0 + cos(x)) * x_dot;
    return unit(x);
}

double unit_vjp(double x, double *x_adj, double result_adj)
{
    reverse_calls++;
    *x_adj += (1.0 + cos(x)) * result_adj;
    return unit(x);
}

/* Since the last time. */
static void takes(const char *what, int forward_passes, int reverse_passes)
{
    if (forward_calls != forward_passes * UNITS || reverse_calls != reverse_passes * UNITS) {
        printf("%s takes %g passes of forward mode and %g of reverse mode, not %d and %d\n", what,
               (double)forward_calls / UNITS, (double)reverse_calls / UNITS, forward_passes, reverse_passes);
        wrong = 1;
    }
    forward_calls = reverse_calls = 0;
}

static void is(const char *what, double got, double want, double within)
{
    if (!(fabs(got - want) <= within * fmax(1.0, fabs(want)))) {
        printf("%s: %.15g is not %.15g\n", what, got, want);
        wrong = 1;
    }
}

static double a[N], e[M], forward[M * N], reverse[M * N], chosen[M * N];

static void jacobians(void)
{
    chain_forward(a, e, forward);
    takes("the Jacobian by columns", N, 0);
    chain_reverse(a, e, reverse);
    takes("the Jacobian by rows", 0, M);
    chain_chosen(a, e, chosen);
    takes("the Jacobian as adgen chooses", N <= M ? N : 0, N <= M ? 0 : M);
    for (int k = 0; k < M * N; k++) {
        is("by rows and by columns", reverse[k], forward[k], 1e-12);
        is("as chosen and by columns", chosen[k], forward[k], 1e-12);
    }
}

static void gradients(void)
{
    double a_adj[N] = {0.0};

    sum_of_chain_grad(a, a_adj);
    takes("the gradient in reverse mode", 0, 1);
    for (int j = 0; j < N; j++) {
        double a_dot[N] = {0.0}, slope, want = 0.0;

        a_dot[j] = 1.0;
        sum_of_chain_jvp(a, a_dot, &slope);
        takes("an element of it in forward mode", 1, 0);
        for (int i = 0; i < M; i++)
            want += 2.0 * e[i] * forward[i * N + j];
        is("by forward mode and by reverse mode", slope, a_adj[j], 1e-12);
        is("a gradient and what the Jacobian makes it", slope, want, 1e-12);
    }
}

static void differences(void)
{
    for (int j = 0; j < N; j++) {
        double step = 1e-5, at = a[j], before[M], after[M];

        a[j] = at - step;
        chain(a, before);
        a[j] = at + step;
        chain(a, after);
        a[j] = at;
        for (int i = 0; i < M; i++)
            is("a derivative and differences", forward[i * N + j], (after[i] - before[i]) / (2.0 * step), 1e-7);
    }
}

int main(void)
{
    for (int j = 0; j < N; j++)
        a[j] = 0.3 + 0.2 * j;
    jacobians();
    gradients();
    differences();
    return wrong;
}
END

# passes N M: of chain from N inputs to M outputs
passes() {
    sizes="-DN=$1 -DM=$2 -DB=4 -DC=7 -DD=5"
    expect 0 $sizes -I"$include" chain.c --jacobian=forward --jacobian 'chain(a, as(chain_forward))' -o forward.c
    expect 0 $sizes -I"$include" chain.c --jacobian=reverse --jacobian 'chain(a, as(chain_reverse))' -o reverse.c
    expect 0 $sizes -I"$include" chain.c --jacobian 'chain(a, as(chain_chosen))' -o chosen.c
    expect 0 $sizes -I"$include" chain.c --grad 'sum_of_chain(a)' --jvp 'sum_of_chain(a)' -o sum.c
    call="from $1 to $2"
    status=0
    "${CC:-cc}" -std=c11 -Wall -Wextra -Werror -pedantic $sizes -I"$include" main.c chain.c forward.c reverse.c chosen.c sum.c \
        "$here"/../../runtime/*.c -lm -o passes 2>err || status=$?
    check "what adgen writes compiles" test "$status" -eq 0
    ./passes >err 2>&1
    status=$?
    check "derivatives from $1 to $2 take the passes they should" test "$status" -eq 0
}

passes 3 1
passes 3 3
passes 1 3
passes 3 8
passes 8 3
no_leftovers
finish
