#include <adgen/adgen.h>
#include <math.h>

ADGEN_VJP()
void f(int n, const double *x, double *roots)
{
    for (int i = 0; i < n; i++)
        roots[i] = x[i] > 0.0 ? sqrt(x[i]) : 0.0;
}

/*
 * check: an element whose root has no slope, behind a branch that is not taken
 * check-call: f(2, {0.0, 4.0}, zeros(2))
 * check-seed: roots = {1.0, 1.0}
 * check-value: x = {0.0, 0.25}
 */
