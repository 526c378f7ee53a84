#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(y)
double loss(int n, const double y[n], int truth)
{
    double worst = -INFINITY;
    for (int j = 0; j < n; j++)
        if (j != truth)
            worst = fmax(worst, y[j] - y[truth]);
    return fmax(0.0, 1.0 + worst);
}

/*
 * check: max(0, 1 + max over j of y[j] - y[truth])
 * check-gradient: loss(4, {0.5, 2.0, 1.75, -1.0}, 1)
 * check-value: y = {0, -1, 1, 0}
 * check-gradient: loss(3, {0.5, 3.0, 1.0}, 1)
 * check-value: y = {0, 0, 0}
 */
