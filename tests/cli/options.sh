# The options themselves: help, requests, mistakes.
. "$(dirname "$0")/lib.sh"

expect 0 --help
prints 'Usage: adgen [options] FILE... [-o OUT]'
silent
for option in --check --set --range --seed --points --seconds --load --json --grad --vjp --jvp --hvp --jacobian --hessian -o --header -MD -MF -MT --no-overlap-checks --no-checkpoints --no-jam --dump-ir --stop-after; do
    prints "$option"
done
expect 0 --version
check "the version stands in the first line" sh -c 'head -n 1 out | grep -qE "^adgen [0-9]+\.[0-9]+\.[0-9]+$"'

# Mistakes: one error, exit status 2, nothing printed.
wrong() {
    text=$1
    shift
    expect 2 "$@"
    says "$text"
    one_error
    prints_nothing
}
wrong "no input file"
wrong "are the same file" square.c plain.c ./square.c
wrong "standard input" -
wrong "did you mean '--header'?" --heder x.h square.c
wrong "did you mean '--grad'?" --gard=f square.c
wrong "did you mean '-isystem'?" -isytem x square.c
wrong "unknown option '--frobnicate'" --frobnicate square.c
wrong "unknown option '-q'" -q square.c
wrong "'--grad' needs a value" square.c --grad
wrong "'--grad' needs a value" --grad= square.c
wrong "'-o' needs a value" square.c -o
wrong "'-I' needs a value" square.c -I
wrong "'--header' takes the name of a file" square.c --header -
wrong "is no stage" square.c --dump-ir=everything
wrong "is no stage" square.c --stop-after nothing
wrong "comes after" square.c --dump-ir=emit --stop-after=normal
wrong "is no compiler option" square.c -- plain.c
wrong "after '--'" square.c -- -fplugin-of-mine --frobnicate
wrong "need '-MD'" square.c -o out.c -MF out.d
wrong "needs '-MF FILE'" square.c -MD

# Requests without annotations, in each spelling.
expect 0 --grad 'product(x, y)' plain.c
prints "product_grad("
prints "double *y_adj"
silent
expect 0 plain.c --grad=product
prints "double *x_adj"
prints "double *y_adj"
expect 0 plain.c --vjp 'product(x)'
prints "product_vjp("
prints "result_adj"
expect 0 plain.c --grad 'product(wrt(y), as(dproduct))'
prints "dproduct("
lacks out "x_adj"
expect 0 plain.c --grad product --vjp product
prints "product_grad("
prints "product_vjp("
expect 0 square.c --vjp square
prints "square_grad("
prints "square_vjp("

# What a spec names must be there.
expect 1 plain.c --grad 'product(z)'
says "'z'"
expect 1 plain.c --grad 'prodct'
says "product"
prints_nothing
expect 1 plain.c
says "--grad"
one_error

# Remarks are made where they are asked for.
cat >kept.c <<'END'
#include <adgen/adgen.h>
ADGEN_VJP()
void scale(int n, double *y, const double *x, double k)
{
    for (int i = 0; i < n; i++)
        y[i] = y[i] * x[i] * x[i] + (int)(k * 3.0);
}
ADGEN_VJP()
void apart(int n, double *restrict y, const double *x)
{
    for (int i = 0; i < n; i++)
        y[i] = y[i] * x[i] * x[i];
}
END
expect 0 kept.c
silent
expect 0 kept.c -Rcache
says "kept.c:6:23: remark: what is read of 'x' is kept where a store through 'y' may overwrite it [-Rcache]"
says "'scale_vjp' finds that out when it runs, and calls 'scale_vjp_apart', which keeps less, where they do not overlap"
check "there should be one remark" test "$(grep -c 'remark:' err)" -eq 1
prints "if (adgen_apart(y, n, x, n, sizeof(double)))"
expect 0 kept.c -Rcache --no-overlap-checks
says "kept.c:6:23: remark: what is read of 'x' is kept, because a store through 'y' may overwrite it [-Rcache]"
says "restrict on 'y', or ADGEN_NOALIAS on 'scale', says that they do not overlap"
lacks out adgen_apart
cat >planes.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD(u)
void planes(int n, int steps, double *restrict u)
{
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                u[i * n + j] += u[i * n + j] * u[i * n + j - 1];
}
END
expect 0 planes.c
prints "= adgen_stride("
expect 0 planes.c --no-checkpoints
lacks out adgen_stride
cat >rows.c <<'END'
#include <adgen/adgen.h>
ADGEN_NOALIAS ADGEN_GRAD(A, x)
double rows(int n, int m, const double *A, const double *x)
{
    double all = 0.0;
    for (int i = 0; i < n; i++) {
        double sum = 0.0;
        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        all += sum * sum;
    }
    return all;
}
END
expect 0 rows.c
prints "for (int i = 0; i < n / 4 * 4; i += 4) {"
expect 0 rows.c --no-jam
lacks out "i += 4"
lacks out ADGEN_INDEPENDENT
expect 0 kept.c -Rcast
says "kept.c:6:37: remark:"
says "[-Rcast]"
expect 2 kept.c -Rfusion
says "-Rcache or -Rcast"

finish
