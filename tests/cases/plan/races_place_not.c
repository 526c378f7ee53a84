#include <adgen/adgen.h>
#include <math.h>

/* The last of equal ones is taken. */
ADGEN_GRAD(x)
double last_of_equals(int n, const double *x)
{
    double top = x[0];
    for (int i = 1; i < n; i++)
        if (x[i] >= top)
            top = x[i];
    return 2.0 * top;
}

/* What is kept is rounded: another element may be rounded to the same. */
ADGEN_GRAD(x)
double rounded(int n, const double *x)
{
    float top = -1e9f;
    for (int i = 0; i < n; i++)
        if ((float)x[i] > top)
            top = (float)x[i];
    return 2.0 * top;
}

/* Compared as doubles, and kept as a float. */
ADGEN_GRAD(x)
double rounded_late(int n, const double *x)
{
    float top = -1e9f;
    for (int i = 0; i < n; i++)
        if (x[i] > top)
            top = (float)x[i];
    return 2.0 * top;
}

/* The square of an element, a column, and every other one. */
ADGEN_GRAD(x)
double others(int n, const double *x)
{
    double top = -1.0, column = -1.0, even = -1.0;
    for (int i = 0; i < n; i++)
        if (x[i] * x[i] > top)
            top = x[i] * x[i];
    for (int i = 0; i < n; i++)
        if (x[i * n] > column)
            column = x[i * n];
    for (int i = 0; i < n; i += 2)
        if (x[i] > even)
            even = x[i];
    return top * column * even;
}

/* One is compared, and another is taken; what is compared with something else. */
ADGEN_GRAD(x)
double beside(int n, const double *x, const double *y, double limit)
{
    double top = -1.0, near = -1.0;
    for (int i = 0; i < n; i++)
        if (y[i] > top)
            top = x[i];
    for (int i = 0; i < n; i++)
        if (x[i] > limit)
            near = x[i];
    return top * near;
}

/* The place is noted by the function itself. */
ADGEN_GRAD(x)
double noted(int n, const double *x, int *where)
{
    double top = -1.0;
    for (int i = 0; i < n; i++)
        if (x[i] > top) {
            top = x[i];
            *where = i;
        }
    return top * top;
}

/* A few elements. */
ADGEN_GRAD(x)
double few(const double *x)
{
    double top = x[0];
    for (int i = 1; i < 9; i++)
        if (x[i] > top)
            top = x[i];
    return top * top;
}

/* In a loop, of rows that may be short. */
ADGEN_GRAD(x)
double rows(int n, int m, const double *x)
{
    double sum = 0.0;
    for (int r = 0; r < n; r++) {
        double top = x[r * m], part = 0.0;
        for (int i = 1; i < m; i++)
            if (x[r * m + i] > top)
                top = x[r * m + i];
        for (int i = 0; i < m; i++)
            part += exp(x[r * m + i] - top);
        sum += (top + log(part)) * (r + 1.0);
    }
    return sum;
}

/*
 * check: the place of what a race has found is noted in the loop itself where no element is surely the one, or nothing would be gained
 * check-gradient: last_of_equals(4, random(4, -1, 1))
 * check-call: last_of_equals(4, {1.0, 3.0, 3.0, 2.0})
 * check-value: x = {0, 0, 2, 0}
 * check-call: last_of_equals(4, {3.0, 3.0, 1.0, 2.0})
 * check-value: x = {0, 2, 0, 0}
 * check-call: rounded(2, {1.0, 1.00000000000001})
 * check-value: x = {2, 0}
 * check-call: rounded_late(2, {1.0, 1.00000000000001})
 * check-value: x = {0, 2}
 * check-gradient: others(3, random(9, 0.5, 1))
 * check-gradient: beside(4, random(4, -1, 1), random(4, -1, 1), 0.0)
 * check-gradient: noted(4, random(4, -1, 1), {0})
 * check-gradient: few(random(9, -1, 1))
 * check-gradient: rows(3, 4, random(12, -1, 1))
 * check-omits: while (
 * check-count: 8 winner = i;
 */
