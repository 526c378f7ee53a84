#include <adgen/adgen.h>
#include <math.h>

/* in-place recursion on halves of one array */
static void haar(double *x, int n, double w)
{
    double t[32];
    if (n < 2)
        return;
    for (int i = 0; i < n / 2; i++) {
        t[i] = w * (x[2 * i] + x[2 * i + 1]);
        t[n / 2 + i] = w * (x[2 * i] - x[2 * i + 1]) * x[i];
    }
    for (int i = 0; i < n; i++)
        x[i] = t[i];
    haar(x, n / 2, w * w);
    haar(x + n / 2, n / 2, w + 0.1);
}

ADGEN_VJP(x, w)
void transform(double *x, int n, double w)
{
    haar(x, n, w);
}

/*
 * check: recursion in place on halves
 * check-gradient: transform(random(1, -1, 1), 1, 0.7)
 * check-gradient: transform(random(8, -1, 1), 8, 0.7)
 * check-gradient: transform(random(16, -1, 1), 16, 0.7)
 */
