#include <adgen/adgen.h>
#include <stdio.h>

static double squares(const double *x, int n, FILE *log)
{
    if (n == 0)
        return 0.0;
    fprintf(log, "%d: %.17g\n", n, x[n - 1]);
    return x[n - 1] * x[n - 1] + squares(x, n - 1, log);
}

ADGEN_GRAD(x)
double logged(const double x[3], FILE *log)
{
    return squares(x, 3, log);
}

/*
 * check: a recursive function writes active data to a stream that nobody reads
 * check-gradient: logged(random(3, -1, 1), tmpfile())
 */
