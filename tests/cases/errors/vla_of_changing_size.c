#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 1.0;

    for (int i = 0; i < n; i++) {
        double  v[i + 1];
        double *p = v;
        for (int j = 0; j <= i; j++)
            if (j & 1)
                *p++ = x[j] * x[i];
        int m = (int)(p - v);
        for (int k = 1; k < m; k++)
            v[k] += v[k - 1] * v[k - 1];
        if (m)
            sum += v[m - 1] * sum;
    }
    return sum;
}

/*
 * check: a variable-length array whose size changes, with pointers into it
 * check-error: adgen-vla @ 9
 * check-error-text: declare it outside the loop
 */
