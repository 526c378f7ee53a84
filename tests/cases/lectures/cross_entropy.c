#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(y)
double loss(int n, const double y[n], int truth)
{
    double top = y[0], sum = 0.0;
    for (int k = 1; k < n; k++)
        if (y[k] > top)
            top = y[k];
    for (int k = 0; k < n; k++)
        sum += exp(y[k] - top);
    return log(sum) + top - y[truth];
}

/*
 * check: cross-entropy of softmax: the gradient is p - y*
 * check-gradient: loss(3, {1.0, 2.0, 0.5}, 1)
 * check-value: y = {exp(1) / (exp(1) + exp(2) + exp(0.5)), exp(2) / (exp(1) + exp(2) + exp(0.5)) - 1,
 *     exp(0.5) / (exp(1) + exp(2) + exp(0.5))}
 * check-gradient: loss(5, random(5, -2, 2), 3)
 */
