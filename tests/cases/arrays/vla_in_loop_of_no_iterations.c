#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double  v[n];
        double *p = v;
        for (int j = 0; j < n; j++)
            if ((i + j) & 1)
                *p++ = x[j] * x[i];
        int m = (int)(p - v);
        for (int k = 1; k < m; k++)
            v[k] += v[k - 1] * v[k - 1];
        if (m)
            sum += v[m - 1];
    }
    return sum;
}

/*
 * check: adjoints of an array that never comes to life have a size all the same
 * check-gradient: f(4, random(4, -1, 1))
 * check-gradient: f(0, {1})
 */
