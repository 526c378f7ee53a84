# Rule files: derivatives of functions whose source is not to be seen, and the check that they are right.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

cat >table.h <<'END'
double table(double t);
double table_slope(double t);
double blend(double a, double b);
double power(double x, int n);
double steps(double x);
float  soft(float x);
END
cat >table.c <<'END'
#include <math.h>
#include "table.h"
double table(double t) { return sin(t) + t * t; }
double table_slope(double t) { return cos(t) + 2.0 * t; }
double blend(double a, double b) { return a * exp(b); }
double power(double x, int n) { return pow(x, n); }
double steps(double x) { return floor(x); }
float  soft(float x) { return logf(1.0f + expf(x)); }
END
cat >table.def <<'END'
/* Functions of a library of tables. */
#include "table.h"
RULE1(table, table_slope(x), -3.0, 3.0, 0.0, 1.5)
RULE1(table_slope, 2 - sin(x), -3, 3)
RULE2(blend,
      r / x,            // by a
      r, 0.1, 2.0, 1.0, 0.5)
RULE_XN(power, int, n == 0 ? 0.0 : n * power(x, n - 1), 0.5, 2.0, 1.5, 3)
FLAT1(steps, real, -9.0, 9.0)
RULE1(soft, 1 / (1 + exp(-x)), -3, 3)
END
cat >f.c <<'END'
#include <adgen/adgen.h>
#include "table.h"

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += table(x[i]) * blend(x[i], sum) + power(x[i], i) + steps(x[i]) + soft((float)x[i]);
    return sum;
}
END
cat >main.c <<'END'
#include <math.h>
#include <stdio.h>
#include "f_grad.h"

double f(const double *x, int n);

int main(void)
{
    double x[3] = {0.3, 0.45, 0.6}, adjoint[3] = {0.0};
    int    wrong = f_grad(x, 3, adjoint) != f(x, 3);

    for (int i = 0; i < 3; i++) {
        double at = x[i], h = 1e-3, right, left;

        x[i] = at + h;
        right = f(x, 3);
        x[i] = at - h;
        left = f(x, 3);
        x[i] = at;
        wrong += !(fabs((right - left) / (2.0 * h) - adjoint[i]) < 2e-3 * fabs(adjoint[i]));
    }
    printf("%d\n", wrong);
    return wrong;
}
END

# ---- used ----
cat >g.c <<'END'
#include <adgen/adgen.h>
#include "table.h"

ADGEN_GRAD(x)
double g(double x)
{
    double y = table(x);

    y = blend(x, y);
    return y;
}
END
expect 1 g.c -o f_grad.c
says "'--rules FILE'"
says "RULE1(table, FORMULA, 0.1, 2.0)"
says "RULE2(blend, FORMULA, FORMULA, 0.1, 2.0)"
is_missing f_grad.c
expect 0 --rules table.def f.c -o f_grad.c --header f_grad.h -MD
silent
holds f_grad.c 'table_slope(x[i])'
lacks f_grad.c 'steps_adj'
holds f_grad.d 'table.def'
for compiler in "${CC:-cc}" clang; do
    command -v "$compiler" >/dev/null || continue
    check "$compiler takes it" "$compiler" -std=c11 -Wall -Wextra -Werror -pedantic -c f_grad.c -o f_grad.o
    check "$compiler links it" "$compiler" -idirafter "$here/../../include" main.c f.c table.c f_grad.o -lm -o main
    check "the gradient is right with $compiler" ./main
done

# ---- checked ----
expect 0 --check-rules table.def table.c
silent
prints '6 rules: 7 derivatives agree with differences'
sed 's/2 - sin(x)/2 + sin(x)/; s|r / x,  |1.001 * r / x,  |' table.def >wrong.def
expect 1 --check-rules=wrong.def table.c -- -I.
says "wrong.def:4:20: error: the derivative of 'table_slope' by argument 1 is wrong"
says "wrong.def:6:7: error: the derivative of 'blend' by argument 1 is wrong"
says '[adgen-rule]'
check 'only these are wrong' test "$(grep -c 'error:' err)" -eq 2
printf 'RULE1(far, 1.0, 2.0, 3.0)\n' >far.def
expect 1 --check-rules far.def
says 'the rules do not compile as C'
printf 'FLAT1(steep, real, 0.1, 3.0)\n' >steep.def
printf 'double steep(double x) { return x * x; }\n' >steep.c
expect 1 --check-rules steep.def steep.c
says "steep.def:1:7: error: the derivative of 'steep' by argument 1 is wrong: 0 at"
check 'no folder is left' sh -c '! ls "${TMPDIR:-/tmp}" | grep -q "^adgen-rules-"'

# ---- refused ----
refuse() {
    printf '%s\n' "$2" >wrong.def
    expect 1 --rules wrong.def f.c -o none.c
    says "$1"
    one_error
    is_missing none.c
}
refuse 'wrong.def:1:22: error: a number, an argument or a call is expected' 'RULE1(table, cos(x) +, 1, 2)'
refuse "wrong.def:1:14: error: this is no argument of the function" 'RULE1(table, w, 1, 2)'
refuse 'wrong.def:1:14: error: this is no argument, nor a function that adgen has a rule for' 'RULE1(table, slope(x), 1, 2)'
refuse 'wrong.def:1:14: error: another number of arguments is expected' 'RULE1(table, cos(x, x), 1, 2)'
refuse 'wrong.def:1:6: error: this bracket is not closed' 'RULE1(table, cos(x)'
refuse 'wrong.def:1:1: error: a rule is expected' 'RULES(table, cos(x), 1, 2)'
refuse 'wrong.def:1:1: error: the rule is not complete' 'RULE2(table, cos(x), 1, 2)'
refuse 'wrong.def:1:22: error: a number is expected' 'RULE1(table, cos(x), one, 2)'
refuse 'wrong.def:1:32: error: a point lacks an argument' 'RULE2(blend, r, r, 1.0, 2.0,   3)'
refuse 'wrong.def:1:14: error: this is no type for a rule' 'FLAT1(table, char, 1, 2)'
refuse 'wrong.def:2:7: error: this function has a rule already' 'RULE1(table, cos(x), 1, 2)
RULE1(table, sin(x), 1, 2)'
expect 1 --rules table.def --rules table.def f.c
says 'has a rule already'
printf 'RULE2(table, r, r, 1.0, 2.0)\n' >wrong.def
expect 1 --rules wrong.def g.c
says "the rule of 'table' is for other parameters, or another result [adgen-rule]"
deep=$(awk 'BEGIN { for (i = 0; i < 20000; i++) printf "(" }')
refuse 'error: this is nested too deeply' "RULE1(table, ${deep}x$(echo "$deep" | tr '(' ')'), 1, 2)"
expect 1 --check-rules wrong.def table.c
says 'error: this is nested too deeply'
fits() {
    printf '%s\n' "$1" >wrong.def
    printf '#include <adgen/adgen.h>\nstruct S { double a; };\n%s\nADGEN_GRAD(x)\n%s\n' "$2" "$3" >fits.c
    expect 1 --rules wrong.def fits.c
    says "[adgen-rule]"
}
fits 'RULE1(norm, 1, 1, 2)' 'double norm(const double *x);' 'double f(const double *x) { return norm(x); }'
fits 'RULE2(norm, 1, 2, 1, 2)' 'double norm(double x, double *y);' 'double f(double x) { double y, r = norm(x, &y); return r + y; }'
fits 'RULE1(norm, 1, 1, 2)' 'double norm(struct S s);' 'double f(double x) { struct S s = {x}; return norm(s); }'
fits 'RULE_XN(norm, int, n * r / x, 1, 2)' 'double norm(double x, double y);' 'double f(double x, double y) { return norm(x, y); }'
fits 'RULE1(norm, 1, 1, 2)' 'long norm(double x);' 'double f(double x) { return (double)norm(x); }'
cat >counts.c <<'END'
#include <adgen/adgen.h>

static int calls;

static double counted(double x)
{
    calls++;
    return x * x;
}

ADGEN_GRAD(x)
double h(double x)
{
    return counted(x) * x;
}
END
printf 'RULE1(counted, 2 * x, 1.0, 2.0)\n' >wrong.def
expect 1 --rules wrong.def counts.c
says "counts.c:5:15: error: 'counted' has a rule, but does more than to compute a number from its arguments [adgen-rule]"
expect 3 --rules nowhere.def f.c
says "cannot read 'nowhere.def'"
expect 3 --check-rules nowhere.def
expect 2 --rules
no_leftovers
finish
