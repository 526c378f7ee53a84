# Adjoints of global variables, as a user's program sees them: seeds on entry, derivatives by what was there before on return.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

cat >f.c <<'END'
#include <adgen/adgen.h>

double total, hist[3];

ADGEN_VJP()
double f(double x, int n)
{
    for (int i = 0; i < n; i++) {
        hist[i % 3] = hist[(i + 1) % 3] * total + x;
        total = total * x + hist[0];
    }
    return total * hist[1];
}

ADGEN_GRAD()
void record(const double *x, int n)
{
    for (int i = 0; i < n; i++) {
        total += x[i] * x[i];
        hist[i] *= total;
    }
}
END
cat >main.c <<'END'
#include <math.h>
#include <stdio.h>
#include "f_grad.h"

extern double total, hist[3];
double f(double x, int n);
void record(const double *x, int n);

static const double seeds[5] = {0.7, -0.3, 0.2, 1.1, 0.5};

static void set(const double *p)
{
    total = p[0];
    for (int i = 0; i < 3; i++)
        hist[i] = p[1 + i];
}

static double weighted(const double *p)
{
    set(p);
    double sum = seeds[0] * f(p[4], 4) + seeds[1] * total;
    for (int i = 0; i < 3; i++)
        sum += seeds[2 + i] * hist[i];
    return sum;
}

static double recorded(const double *x)
{
    set(seeds);
    record(x, 2);
    return seeds[1] * total + seeds[2] * hist[0] + seeds[3] * hist[1];
}

static int check_void(void)
{
    double x[2] = {0.9, -0.4}, adjoints[2] = {0.0}, step = 1e-5;
    int    wrong = 0;
    set(seeds);
    total_adj = seeds[1];
    hist_adj[0] = seeds[2];
    hist_adj[1] = seeds[3];
    record_grad(x, 2, adjoints);
    for (int i = 0; i < 2; i++) {
        double at = x[i], above, below;
        x[i] = at + step;
        above = recorded(x);
        x[i] = at - step;
        below = recorded(x);
        x[i] = at;
        wrong += fabs(adjoints[i] - (above - below) / (2.0 * step)) > 1e-8;
    }
    return wrong;
}

int main(void)
{
    double p[5] = {0.9, 0.4, -0.6, 0.8, 0.3}, adjoints[5] = {0.0}, step = 1e-5;
    int    wrong = 0;
    set(p);
    total_adj = seeds[1];
    for (int i = 0; i < 3; i++)
        hist_adj[i] = seeds[2 + i];
    f_vjp(p[4], 4, &adjoints[4], seeds[0]);
    adjoints[0] = total_adj;
    for (int i = 0; i < 3; i++)
        adjoints[1 + i] = hist_adj[i];
    for (int i = 0; i < 5; i++) {
        double at = p[i], above, below;
        p[i] = at + step;
        above = weighted(p);
        p[i] = at - step;
        below = weighted(p);
        p[i] = at;
        if (fabs(adjoints[i] - (above - below) / (2.0 * step)) > 1e-8) {
            printf("%d: %g, not %g\n", i, adjoints[i], (above - below) / (2.0 * step));
            wrong++;
        }
    }
    return wrong + check_void();
}
END
expect 0 f.c -o f_grad.c --header f_grad.h
silent
holds f_grad.h "extern double total_adj;"
holds f_grad.h "extern double hist_adj[3];"
for compiler in gcc clang; do
    call="(the program, by $compiler)"
    $compiler -std=c11 -Wall -Wextra -Werror -pedantic -I "$here/../../include" f.c f_grad.c main.c -o "main-$compiler" -lm 2>err
    status=$?
    check "$compiler should compile and link it" test "$status" -eq 0
    "./main-$compiler" >out 2>err
    status=$?
    check "its adjoints should be those of differences" test "$status" -eq 0
done
finish
