# adgen --check: the derivatives run beside the functions.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

expect 2 --check
says "no input file"
if "$adgen" --check square.c 2>&1 | grep -q "built without LLVM"; then
    echo "this adgen was built without LLVM: nothing to check"
    exit 0
fi

# ---- the lecture's example: its four operations ----

cat >lecture.c <<'END'
#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double root(double x)
{
    return sqrt(exp(x * x) + x * x);
}
END
# row NAME PRIMAL: a row of the table of work begins so
row() { check "the table should count: $1 $2" grep -qE "^  $1 +$2 +[0-9]+( |\$)" out; }
# right NAME: the parameter's row ends well
right() { check "'$1' should be right" grep -qE "^  $1 .* right( |\$)" out; }

expect 0 --check lecture.c
silent
prints "lecture.c:5: root_grad: right"
prints "1 of 1 derivatives right"
row "add, subtract" 1
row multiply 1
row "square root" 1
row exp 1
row operations 4
row "cache and tape: bytes at once" 0
right x
prints "falls as h^2.0"
for line in "random directions" "forward against reverse" "called twice" "memory and result"; do
    right "$line"
done
expect 0 --check --seed 7 --points 1 lecture.c
prints "at 1 point, seed 7"
no_leftovers
check "nothing is written" test "$(ls | tr '\n' ' ')" = "err lecture.c out plain.c square.c "

# ---- every mode, structs, arrays, several outputs, float, long double ----

cat >modes.c <<'END'
#include <adgen/adgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct layer {
    int n;
    double scale;
    ADGEN_INACTIVE double offset;
    double *w;
    struct { float a[2]; } inner;
};

ADGEN_GRAD()
double apply(const double *x, struct layer *l)
{
    double sum = l->inner.a[1];
    for (int i = 0; i < l->n; i++)
        sum += l->scale * sin(l->w[i] * x[i]) + l->offset;
    l->scale *= 2.0;
    return sum;
}

ADGEN_VJP()
void step(int n, double dt, double state[n], float *out)
{
    for (int i = 0; i < n; i++)
        state[i] += dt * cos(state[i]);
    *out = (float)(state[0] * dt);
    printf("a line that is no part of the report\n");
}

ADGEN_JACOBIAN(p)
void residuals(const double p[3], int m, const double t[m], double r[m])
{
    for (int i = 0; i < m; i++)
        r[i] = p[0] * exp(p[1] * t[i]) + p[2];
}

ADGEN_HESSIAN(x) ADGEN_HVP(x) ADGEN_JVP(x, width(4))
long double rosen(int n, const long double x[n])
{
    long double s = 0.0L;
    for (int i = 0; i + 1 < n; i++)
        s += 100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i]);
    return s;
}

/* Every step is kept: an array of n numbers. */
ADGEN_GRAD(x)
double product(int n, double x)
{
    double t = x;
    for (int i = 0; i < n; i++)
        t = sin(t * x);
    return t;
}
END
expect 0 --check modes.c
silent
prints "7 of 7 derivatives right"
prints "8 elements of l.w (found by running)"
for name in x l.scale l.w l.inner.a dt state out p; do
    right "$name"
done
lacks out "l.offset"
lacks out "a line that is no part"
prints "Hessian times v"
right "second derivatives symmetric"
right "directions side by side"
expect 0 --check modes.c --set 'l.w=l->n + 1' --set l.n=5
prints "with l.n = 5"
expect 0 --check --json modes.c
check "JSON begins with a bracket" grep -q '^{"seed": 1, "right": true, "functions": \[' out
lacks out "a line that is no part"
if command -v python3 >/dev/null; then
    check "JSON is read by python3" python3 - out <<'END'
import json, sys
report = json.load(open(sys.argv[1]))
functions = {f["derivative"]: f for f in report["functions"]}
assert len(functions) == 7 and all(f["right"] for f in report["functions"])
assert functions["apply_grad"]["found"]["l.w"] == 8
assert functions["product_grad"]["work"]["sin"] == {"primal": 2, "derivative": 2}, functions["product_grad"]["work"]
assert functions["rosen_hessian"]["second"][0]["verdict"] == "right"
assert functions["step_vjp"]["checks"]["forward_reverse"]["verdict"] == "right"
assert functions["step_vjp"]["mode"] == "vjp" and functions["step_vjp"]["line"] == 25
END
fi

# ---- the samples ----

samples=$here/../../samples
for sample in lectures/calculus.c lectures/losses.c lectures/neurons.c lectures/gates.c fit/residuals.c newton/rosenbrock.c \
    sensitivity/populations.c quickstart/example.c quickstart/decay.c; do
    expect 0 --check "$samples/$sample"
done

# ---- sizes, ranges ----

cat >sizes.c <<'END'
#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double entropy(int n, ADGEN_SIZE(n) const double *x, ADGEN_RANGE(-2, -1) double shift)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * log(x[i] - 1.0 + 1e-3 * shift);
    return sum;
}

ADGEN_GRAD(x)
double callback(int (*g)(int), ADGEN_INACTIVE const double *scale, double x)
{
    return g(3) * x * x * scale[2];
}

int twice(int k)
{
    return 2 * k;
}
END
expect 2 --check sizes.c
says "sizes.c:14:23: error: 'callback' cannot be called to check it: 'g' is a pointer to a function"
says "--set g=NAME"
expect 0 --check sizes.c --set g=twice --set n=20
prints "with n = 20"
expect 0 --check sizes.c --set g=twice --set scale=2+3 --range x=2:3
expect 2 --check sizes.c --set g=twice --set scale=nothing
says "--set scale:1:1: error: use of undeclared identifier 'nothing'"
check "it should be said once" test "$(grep -c "undeclared identifier" err)" -eq 1
expect 2 --check sizes.c --set g=twice --set m=3
says "'--set m': no function that is checked has a parameter"
expect 2 --check sizes.c --range y=1:2 --set g=twice
says "'--range y'"
for wrong in "--set n" "--set =3" "--range x=2" "--range x=2:1" "--seed -1" "--points 0" "--seconds many"; do
    expect 2 --check sizes.c $wrong
    says "is not understood"
done
expect 2 sizes.c --set n=3
says "goes with '--check'"
expect 2 sizes.c --json
says "goes with '--check'"
expect 2 --check sizes.c -o out.c
says "writes no file"
expect 2 --check sizes.c --load ./nothing.so --set g=twice
expect 1 sizes.c --check --grad nothing
cat >bad.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD() double square(ADGEN_RANGE(2, 1) double x) { return x * x; }
END
expect 1 bad.c
says "[adgen-range]"

# ---- wrong derivatives, kinks, noise ----

cat >wrong.c <<'END'
#include <adgen/adgen.h>

double cube(double x)
{
    return x * x * x;
}

ADGEN_DERIVATIVE_OF(cube, vjp)
double cube_vjp(double x, double *x_adj, double result_adj)
{
    *x_adj += 2.0 * x * x * result_adj;
    return cube(x);
}

ADGEN_GRAD(a)
double sum(int n, const double a[n])
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += i == 5 ? cube(a[i]) : a[i] * a[i];
    return s;
}
END
expect 5 --check wrong.c --range a=1:2 --set n=7
says "wrong.c:16:32: error: the derivative by 'a[5]' in 'sum_grad' is wrong: "
prints "forward and reverse mode agree with one another: is a derivative given"
prints "sum_grad: NOT RIGHT"
prints "a[5]"
prints "WRONG"
prints "falls as h^1.00"
prints "0 of 1 derivatives right"
expect 5 --check --json wrong.c --set n=7
prints '"right": false'
prints '"worst": 5'

cat >kink.c <<'END'
#include <adgen/adgen.h>
#include <math.h>
double bend(double x, double at)
{
    return fabs(x - at) + x * x;
}
END
expect 0 --check kink.c --grad 'bend(x, as(other))' --set x=0.5 --set at=0.5
prints "drawn again for a kink: 10"
prints "kink: left and right slopes differ at every point that was drawn; forward against reverse is right, which decides it"

# Work is counted where it is done: in loops, in copies, in helpers.
cat >work.c <<'END'
#include <adgen/adgen.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static double helper(double a, double b)
{
    return a / b - fmax(a, 0.5);
}

ADGEN_VJP(x)
void work(int n, const double x[n], double y[n], double z[n], FILE *log)
{
    memcpy(z, x, (size_t)n * sizeof *x);
    for (int i = 0; i < n; i++)
        y[i] = helper(x[i], 3.5 + x[i]) * cosf((float)x[i]);
    fprintf(log, "nobody sees this\n");
}
END
expect 0 --check work.c --set n=5
row divide 5
row "add, subtract" 10
row multiply 5
row cosf 5
row operations 25
row loads 10
row "compare, sign, min, max, round" 5
row stores 10

cat >until.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD(x)
double until(const double *x)
{
    double s = 0.0;
    for (int i = 0; x[i] >= 0.0; i++)
        s += x[i];
    return s;
}
END
expect 2 --check until.c
says "until.c:3:28: error: how much 'x' leads to cannot be found by running 'until'"
says "note: write --set x=N, or ADGEN_SIZE before the parameter"

# ---- what does not come to its end ----

cat >crash.c <<'END'
#include <adgen/adgen.h>
#include <stddef.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double null(double x)
{
    double *p = NULL;
    return *p * x;
}
ADGEN_GRAD(x)
double leaves(int n, const double x[4])
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += x[i];
    return s;
}
ADGEN_GRAD(x)
double ends(double x)
{
    if (x > 0.0)
        exit(3);
    return x;
}
ADGEN_GRAD(x)
double good(double x)
{
    return x * x;
}
END
expect 5 --check crash.c --set n=6 --range x=1:2
says "crash.c:6:8: error: the function 'null' itself"
says "crash.c:12:8: error: the function 'leaves' itself stopped with signal 11"
says "it touches element 4 of 'x', which has 4"
says "crash.c:20:8: error: the function 'ends' itself ended the program"
prints "good_grad: right"
prints "1 of 4 derivatives right"
cat >loop.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD(x)
double forever(double x)
{
    double y = x;
    while (y > 0.0)
        y += 1.0;
    return y;
}
END
expect 5 --check loop.c --range x=1:2 --seconds 1
says "loop.c:3:8: error: the function 'forever' itself did not come to its end in the time allowed"
no_leftovers

# ---- several files, options of the compiler, a library ----

cat >inner.c <<'END'
double inner(double x) { return FACTOR * x * x; }
END
cat >outer.c <<'END'
#include <adgen/adgen.h>
double inner(double x);
double outside(double x);
static double kept;
ADGEN_GRAD(x)
double outer(double x)
{
    kept = inner(x);
    return kept * kept;
}
ADGEN_GRAD(x)
double calls(double x, double y) { return x * outside(y); }
END
expect 2 --check outer.c inner.c -DFACTOR=3.0
says "outside"
if command -v cc >/dev/null && echo 'double outside(double x) { return x + 1.0; }' >outside.c &&
    cc -shared -fPIC -o outside.so outside.c; then
    expect 0 --check outer.c inner.c -DFACTOR=3.0 --load ./outside.so
    prints "2 of 2 derivatives right"
fi

# ---- as the README says: a test of CTest ----

if command -v cmake >/dev/null && command -v ctest >/dev/null; then
    mkdir "a project" && cp lecture.c "a project/model.c" && cat >"a project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(model NONE)
enable_testing()
find_program(ADGEN adgen REQUIRED)
add_test(NAME gradients
         COMMAND ${ADGEN} --check --range x=0.1:2 model.c
         WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
END
    call="ctest"
    (cd "a project" && cmake -DADGEN="$adgen" . && ctest -V) >out 2>err
    status=$?
    check "ctest should pass" test "$status" -eq 0
    prints "1 of 1 derivatives right"
fi

finish
