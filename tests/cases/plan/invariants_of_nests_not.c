#include <adgen/adgen.h>
#include <math.h>

/* What it reads changes. */
ADGEN_GRAD()
double changing(int n, int k, int m, double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        for (int i = 0; i < k; i++)
            for (int j = 0; j < m; j++)
                sum += exp(q[i * m + j]) * y[t];
        q[t % (k * m)] *= 0.5;
    }
    return sum;
}

/* Not all of them are read. */
ADGEN_GRAD(q, y)
double until(int n, int k, int m, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++) {
            if (y[t] < i)
                break;
            for (int j = 0; j < m; j++)
                sum += exp(q[i * m + j]) * y[t];
        }
    return sum;
}

/* Left in the innermost loop, behind what it reads. */
ADGEN_GRAD(q, y)
double left(int n, int k, int m, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++)
            for (int j = 0; j < m; j++) {
                sum += exp(q[i * m + j]) * y[t];
                if (y[t] < j)
                    break;
            }
    return sum;
}

/* Triangles: the table would be a square; and for the first of the rows nothing is computed at all. */
ADGEN_GRAD(q, y)
double triangle(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++)
                sum += exp(q[i * k + j]) * y[t];
            for (int j = 0; j < i; j++)
                sum += exp(q[k + j]) * exp(q[i]) * y[t];
        }
    return sum;
}

/* The inner loop runs for the first of the rows, and not for the last ones, of which there is nothing. */
ADGEN_GRAD(q, y)
double fewer(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++)
            for (int j = i; j < 3; j++)
                sum += exp(q[i]) * y[t] * j;
    return sum;
}

/* Numbers alone, which take no memory: a table would be larger than all that is there. */
ADGEN_GRAD(a, y)
double numbers(int n, int k, int m, double a, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++)
            for (int j = 0; j < m; j++)
                sum += exp(a * i - j) * y[t];
    return sum;
}

/* Three counters: that would take a table of three dimensions. */
ADGEN_GRAD(q, y)
double deeper(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int h = 0; h < k; h++)
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++)
                    sum += exp(q[(h * k + i) * k + j]) * y[t];
    return sum;
}

/* Another row of it each time. */
ADGEN_GRAD(q, y)
double moving(int n, int k, int m, const double *q, const double *y)
{
    const double *row = q;
    double        sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++) {
            const double *now = row + i;

            for (int j = 0; j < m; j++)
                sum += exp(now[j]) * y[t];
            row = y[t] > 0.0 ? q + 1 : q;
        }
    return sum;
}

/* Nobody may ask how many there are: that divides by zero where none are. */
ADGEN_GRAD(q, y)
double parts(int n, int k, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < k / n; j++)
            sum += exp(q[j]) * y[t];
    return sum;
}

/*
 * check: tables of two dimensions are made of what all iterations of two inner loops compute alike, and of nothing else
 * check-omits: exp_values
 * check-gradient: changing(3, 2, 2, random(4, -1, 1), random(3, -1, 1))
 * check-gradient: until(3, 3, 2, {0.5, 0.25, 1, -1}, {0.5, -0.5, 1.5})
 * check-gradient: until(2, 3, 2, NULL, {-0.5, -1.5})
 * check-gradient: left(3, 2, 3, random(6, -1, 1), {0.5, -0.5, 1.5})
 * check-gradient: triangle(3, 3, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: triangle(3, 1, {0.5}, random(3, -1, 1))
 * check-gradient: triangle(3, 0, NULL, NULL)
 * check-gradient: fewer(2, 5, random(3, -1, 1), random(2, -1, 1))
 * check-gradient: numbers(3, 2, 3, 0.5, random(3, -1, 1))
 * check-gradient: deeper(2, 2, random(8, -1, 1), random(2, -1, 1))
 * check-gradient: moving(3, 2, 2, random(4, -1, 1), {0.5, -0.5, 1})
 * check-gradient: parts(2, 5, {0.5, 0.25}, random(2, -1, 1))
 */
