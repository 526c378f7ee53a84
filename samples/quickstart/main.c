/* Evaluates the generated gradient at one point and checks it against numeric differences. */
#include <adgen/check.h>
#include <stdio.h>

#include "example_grad.h"

double example(double x1, double x2, double a);

static double example_of(const double *x, void *a)
{
    return example(x[0], x[1], *(double *)a);
}

int main(void)
{
    double            x[2] = {2.0, 1.0}, gradient[2] = {0.0, 0.0}, a = 1.0;
    double            value = example_grad(x[0], x[1], a, &gradient[0], &gradient[1]);
    AdgenCheckOptions options = {.table = stdout};

    printf("example(2, 1) = %.6f, gradient (%.6f, %.6f)\n\n", value, gradient[0], gradient[1]);
    return adgen_check_gradient(example_of, &a, x, 2, gradient, &options) == ADGEN_CHECK_OK ? 0 : 1;
}
