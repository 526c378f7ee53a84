#include <adgen/adgen.h>

/* The second loop has one element by two names: what it writes by the one it reads by the other. */
ADGEN_GRAD(x, p)
double by_two_names(int n, int steps, int k, const double *x, double p)
{
    double w[8], u[8], sum = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            w[i] = u[i] * p;
        for (int i = 0; i < n; i++) {
            int j = 2 * i - (i - k) - k;
            w[j] = w[i] * 0.5 + 0.25 * u[i];
            u[i] = w[i] + 0.125 * w[j];
        }
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    return sum;
}

/*
 * check: an element that two loops hand on as a variable is read again once the second one has written it, by whatever index
 * check-gradient: by_two_names(4, 2, 1, random(4, 0.5, 1), 0.75)
 * check-gradient: by_two_names(1, 1, 0, random(1, 0.5, 1), 0.75)
 * check-has: w[j] = u[i] * p * 0.5 + 0.25 * u[i];
 * check-has: u[i] = w[i] + 0.125 * w[j];
 */
