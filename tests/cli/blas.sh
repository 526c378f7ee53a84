# Second derivatives through BLAS and LAPACK, made in one run (--hvp) and by differentiating what adgen has written: by
# reverse mode over forward mode, and by forward mode over reverse mode.  Sizes go beyond one block.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
include=$here/../../include

cat >f.c <<'END'
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

double f(int n, const double *a, const double *b, double w)
{
    size_t  size = (size_t)n * (size_t)n * sizeof(double);
    double *s = malloc(size), *g = malloc(size), *x = malloc((size_t)n * sizeof *x), r;
    int    *ipiv = malloc((size_t)n * sizeof *ipiv);

    for (int i = 0; i < n * n; i++)
        s[i] = i % (n + 1) == 0 ? n + 1.0 : 0.0;
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, n, 1.0, a, n, w, s, n);
    for (int i = 0; i < n; i++)
        x[i] = b[i];
    LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, s, n);
    LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'L', n, 1, s, n, x, 1);
    cblas_dtrmv(CblasRowMajor, CblasLower, CblasTrans, CblasUnit, n, s, n, x, 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, w, a, n, s, n, 0.0, g, n);
    cblas_dtrsm(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasUnit, n, n, w, a, n, g, n);
    LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, g, n, ipiv);
    LAPACKE_dgetrs(LAPACK_ROW_MAJOR, 'T', n, 1, g, n, ipiv, x, 1);
    r = cblas_dnrm2(n, x, 1) + cblas_dasum(n, s, n + 1);
    for (int i = 0; i < n; i++)
        r += log(fabs(g[i * n + i]));
    free(s);
    free(g);
    free(x);
    free(ipiv);
    return r;
}
END
expect 0 f.c --hvp f -o hvp.c
expect 0 f.c --jvp f -o jvp.c
expect 0 jvp.c --vjp 'f_jvp(as(over_forward))' -o over_forward.c
expect 0 f.c --grad f -o grad.c
expect 0 grad.c --jvp 'f_grad(as(over_reverse))' -o over_reverse.c

cat >main.c <<'END'
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 70, MOST = N * N + N + 1 };

typedef const double *C;
typedef double       *D;

double f_hvp(int n, C a, C b, double w, C a_dot, C b_dot, double w_dot, D a_adj, D b_adj, D w_adj, D a_adj_dot, D b_adj_dot,
             D w_adj_dot);
double over_forward(int n, C a, C b, double w, C a_dot, C b_dot, double w_dot, D result_dot, D a_adj, D b_adj, D w_adj,
                    D a_dot_adj, D b_dot_adj, D w_dot_adj, D result_dot_adj, double result_adj);
double over_reverse(int n, C a, C b, double w, D a_adj, D b_adj, D w_adj, C a_dot, C b_dot, double w_dot, D a_adj_dot,
                    D b_adj_dot, D w_adj_dot, D result_dot);

static unsigned long state = 1;

static double random_number(void)
{
    state = (state * 1103515245UL + 12345UL) % 2147483648UL;
    return (double)state / 1073741824.0 - 1.0;
}

/* All of a, b and w in a row. */
static double x[MOST], v[MOST], gradient[3][MOST], product[3][MOST];

static int differs(const char *what, int n, const double *got, const double *want)
{
    for (int i = 0; i < n * n + n + 1; i++)
        if (!(fabs(got[i] - want[i]) <= 1e-11 * fmax(1.0, fabs(want[i])))) {
            printf("n = %d: element %d of the %s is %.15g, not %.15g\n", n, i, what, got[i], want[i]);
            return 1;
        }
    return 0;
}

static int is_wrong(int n)
{
    int    b = n * n, w = b + n;
    double dot, dot_adj = 1.0;

    memset(gradient, 0, sizeof gradient);
    memset(product, 0, sizeof product);
    for (int i = 0; i < MOST; i++) {
        x[i] = random_number() / (2 * n) + (i < b && i % (n + 1) == 0);
        v[i] = random_number();
    }
    x[w] = 0.7;
    f_hvp(n, x, x + b, x[w], v, v + b, v[w], gradient[0], gradient[0] + b, gradient[0] + w, product[0], product[0] + b,
          product[0] + w);
    over_forward(n, x, x + b, x[w], v, v + b, v[w], &dot, product[1], product[1] + b, product[1] + w, gradient[1],
                 gradient[1] + b, gradient[1] + w, &dot_adj, 0.0);
    over_reverse(n, x, x + b, x[w], gradient[2], gradient[2] + b, gradient[2] + w, v, v + b, v[w], product[2],
                 product[2] + b, product[2] + w, &dot);
    return differs("gradient by reverse over forward", n, gradient[1], gradient[0]) ||
           differs("gradient by forward over reverse", n, gradient[2], gradient[0]) ||
           differs("product by reverse over forward", n, product[1], product[0]) ||
           differs("product by forward over reverse", n, product[2], product[0]);
}

int main(void)
{
    return is_wrong(1) || is_wrong(2) || is_wrong(5) || is_wrong(N);
}
END
call="cc main.c"
status=0
: >err
"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -pedantic -O1 -I"$include" main.c hvp.c over_forward.c over_reverse.c \
    "$here"/../../runtime/*.c -llapacke -lopenblas -lm -o blas 2>err || status=$?
check "what adgen writes compiles" test "$status" -eq 0
./blas >err 2>&1
status=$?
check "second derivatives made in three ways agree" test "$status" -eq 0
# pivots that are kept are numbers, too
expect 0 -I"$include" "$here/../cases/modes/factor_in_loop.c" -o factor.c
expect 0 -I"$include" factor.c --vjp 'f_grad(x, as(factor_2))' -o factor_2.c
holds factor_2.c 'adgen_keep(pivots'
no_leftovers
finish
