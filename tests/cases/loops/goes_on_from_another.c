#include <adgen/adgen.h>
#include <math.h>

/* The second loop begins where the first has ended, and never runs. */
ADGEN_GRAD(x)
double gone_on(const double *x, int n)
{
    int    i, m = n - 1;
    double s = 1.0;

    for (i = 0; i < n; i++)
        s = sin(s) * x[i] + s;
    for (; i < m; i++)
        s = sin(s) * x[i] + s;
    return s;
}

/*
 * check: a loop with kept values goes on from another one, and cannot run
 * check-gradient: gone_on(random(5, -1, 1), 5)
 * check-gradient: gone_on(random(5, -1, 1), 0)
 */
