#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(y)
double loss(int n, const double y[n], const double truth[n])
{
    double p[n], sum = 0.0, distance = 0.0;
    for (int k = 0; k < n; k++) {
        p[k] = exp(y[k]);
        sum += p[k];
    }
    for (int k = 0; k < n; k++) {
        double e = truth[k] - p[k] / sum;
        distance += e * e;
    }
    return distance;
}

/*
 * check: the squared distance between the truth and softmax
 * check-gradient: loss(4, random(4, -1, 1), {0.0, 1.0, 0.0, 0.0})
 * check-count: 1 exp(
 */
