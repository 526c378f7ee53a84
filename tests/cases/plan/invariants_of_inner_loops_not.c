#include <adgen/adgen.h>
#include <math.h>

/* What it reads changes. */
ADGEN_GRAD()
double changing(int n, int k, double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        for (int j = 0; j < k; j++)
            sum += exp(q[j]) * y[t];
        q[t % k] *= 0.5;
    }
    return sum;
}

/* Not all of them are read. */
ADGEN_GRAD(q, y)
double until(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < k; j++) {
            if (y[t] < j)
                break;
            sum += exp(q[j]) * y[t];
        }
    return sum;
}

/* Left behind what it reads: the next one is not there. */
ADGEN_GRAD(q, y)
double left(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < k; j++) {
            sum += exp(q[j]) * y[t];
            if (y[t] < j)
                break;
        }
    return sum;
}

/* More of them each time. */
ADGEN_GRAD(q, y)
double growing(int n, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < t; j++)
            sum += exp(q[j]) * y[t];
    return sum;
}

/* A root is no slower than memory. */
ADGEN_GRAD(q, y)
double roots(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < k; j++)
            sum += sqrt(q[j]) * y[t];
    return sum;
}

/* Chosen by what is read of the iteration. */
ADGEN_GRAD(q, y)
double chosen(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < k; j++)
            sum += y[t] > 0.0 ? exp(q[j]) * y[t] : y[t];
    return sum;
}

/*
 * check: tables are made of what all iterations of an inner loop compute alike, and of nothing else
 * check-omits: exp_values
 * check-gradient: changing(3, 2, {0.5, 0.25}, random(3, -1, 1))
 * check-gradient: until(3, 3, {0.5, 0.25}, {0.5, -0.5, 1.5})
 * check-gradient: until(2, 3, NULL, {-0.5, -1.5})
 * check-gradient: left(3, 3, {0.5, 0.25}, {0.5, -0.5, -1.5})
 * check-gradient: growing(3, {0.5, 0.25}, random(3, -1, 1))
 * check-gradient: roots(3, 2, {0.5, 0.25}, random(3, -1, 1))
 * check-gradient: roots(0, 2, {0, 0}, NULL)
 * check-gradient: chosen(2, 2, NULL, {-0.5, -1.5})
 * check-gradient: chosen(2, 2, {0.5, 0.25}, {-0.5, 1.5})
 */
