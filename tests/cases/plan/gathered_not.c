#include <adgen/adgen.h>
#include <math.h>

/* What is added to may be what is read: the caller decides if the adjoints of x and y are one array. */
ADGEN_GRAD()
double perhaps_one(int n, const double *x, double *y)
{
    double sum = 0.0;
    for (int i = 1; i < n - 1; i++)
        y[i] = x[i - 1] * 0.5 + x[i + 1];
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    return sum;
}

/* In place: each element is made of one that is made already. */
ADGEN_GRAD(x)
double recurrence(int n, double *x)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++)
        x[i] = x[i] + 0.5 * x[i - 1];
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/* Calls that would be made for each neighbour, and places that hang on what is read. */
ADGEN_GRAD(x)
double dear(int n, const double *x, const int *at)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++) {
        sum += sin(x[i] * x[i - 1]) * x[at[i]];
        sum += x[0] * x[i];
    }
    return sum;
}

/* What an iteration leaves for the next one. */
ADGEN_GRAD(x)
double carried(int n, const double *restrict x, const double *restrict c)
{
    double sum = 0.0, before = 1.0;
    for (int i = 1; i < n; i++) {
        sum += (x[i] - x[i - 1]) * (x[i] - x[i - 1]) + before * c[i];
        before = c[i];
    }
    return sum;
}

/* What the function itself adds up comes in its order, to the last bit. */
ADGEN_GRAD(x)
void share_out(int n, const double *restrict x, double *restrict y)
{
    for (int i = 1; i < n - 1; i++) {
        y[i - 1] += x[i] * 0.1;
        y[i] += x[i] * 0.3;
        y[i + 1] += x[i] * 0.7;
    }
}

/*
 * check: loops that stay as they are
 * check-gradient: perhaps_one(6, random(6, -1, 1), random(6, -1, 1))
 * check-gradient: recurrence(5, random(5, -1, 1))
 * check-gradient: dear(5, random(5, -1, 1), {0, 4, 1, 3, 2})
 * check-gradient: carried(7, random(7, -1, 1), random(7, -1, 1))
 * check-gradient: share_out(20, random(20, -1, 1), random(20, -1, 1))
 * check-omits: if (n >= 
 */
