#include <adgen/adgen.h>
#include <math.h>

/* What the condition says of x is not true any more where it is divided by; the other branch knows nothing of zero. */
ADGEN_VJP(x)
void changed(double x, double *restrict y)
{
    double a = x, b = x;

    if (a > 0.0) {
        a = a - 1.0;
        y[0] = x / a;
    } else {
        y[0] = x / a;
    }
    if (b < 1.0)
        y[1] = 2.0 * x / b;
    else
        y[1] = x;
    y[2] = b >= 0.0 ? 3.0 * x / b : b;
}

/*
 * check: a condition counts for what it was asked of, and only where it holds
 * check-gradient: changed(0.7, random(3, -1, 1))
 * check-gradient: changed(-0.7, random(3, -1, 1))
 * check-call: changed(1.0, zeros(3))
 * check-seed: y = {0.0, 0.0, 0.0}
 * check-value: x = 0.0
 * check-call: changed(0.0, zeros(3))
 * check-seed: y = {0.0, 0.0, 0.0}
 * check-value: x = 0.0
 */
