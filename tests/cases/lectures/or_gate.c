#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w)
double loss(const double w[3])
{
    static const double x[4][2] = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
    static const double truth[4] = { 0, 1, 1, 1 };
    double sum = 0.0;
    for (int k = 0; k < 4; k++) {
        double y = 1.0 / (1.0 + exp(-(w[0] * x[k][0] + w[1] * x[k][1] + w[2])));
        sum += (y - truth[k]) * (y - truth[k]);
    }
    return sum;
}

/*
 * check: a linear gate's loss over its truth table
 * check-gradient: loss(random(3, -1, 1))
 */
