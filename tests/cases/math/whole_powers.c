#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double of_a_name(double x)
{
    return pow(x, 3) + pow(x, 4.0) - pow(x, 5) + pow(x, 6) + pow(x, -1) * pow(x, -2.0) + pow(x, -3) - pow(x, -4);
}

ADGEN_GRAD(x)
double of_elements(const double *x, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += pow(x[i], 4) * pow(x[i] - 1.0, 3) + pow(x[i] * x[0], 5) + pow(x[i], 3.0) * pow(x[i], 1.0 / 3);
    return sum;
}

/*
 * check: powers with a whole exponent that stands in the code: products
 * check-gradient: of_a_name(random(0.5, 2))
 * check-gradient: of_a_name(random(-2, -0.5))
 * check-gradient: of_elements(random(3, 1.1, 2), 3)
 * check-call: of_elements({0.0}, 1)
 * check-has: 4.0 * x * x * x
 * check-omits: pow(x, 3.0)
 */
