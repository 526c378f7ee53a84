#include <adgen/adgen.h>

ADGEN_VJP()
void by_index(int n, const int *at, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[at[i]] = x[i] * x[i];
}

ADGEN_VJP()
void until_zero(const int *goes_on, const double *x, double *y)
{
    for (int i = 0; goes_on[i]; i++)
        y[i] = x[i] * x[i];
}

ADGEN_VJP()
void moved(int n, const double *x, double *y)
{
    while (n-- > 0) {
        *y++ = *x * *x;
        x++;
    }
}

ADGEN_VJP()
void before(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i - 1] = x[i] * x[i];
}

ADGEN_VJP()
void bound_in_memory(int *n, const double *x, double *y)
{
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < *n; i++)
            y[i] = x[i] * x[i] * y[i];
        *n += 1;
    }
}

ADGEN_VJP()
void bound_changes(int n, const double *x, double *y)
{
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < n; i++)
            y[i] = x[i] * x[i] * y[i];
        n++;
    }
}

ADGEN_VJP()
void chosen(int n, int which, const double *x, double *y, double *z)
{
    double *to = which ? y : z;
    for (int i = 0; i < n; i++)
        to[i] = x[i] * x[i];
}

/*
 * check: how far a function reaches has to be known when it is called, from its parameters
 * check-gradient: by_index(3, {4, 0, 2}, x = random(5, 0.5, 1), y = x)
 * check-gradient: by_index(3, {4, 0, 2}, random(5, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: until_zero({1, 1, 0}, x = random(3, 0.5, 1), y = x + 1)
 * check-gradient: moved(3, x = random(4, 0.5, 1), y = x + 1)
 * check-gradient: before(3, x = random(4, 0.5, 1), y = x + 1)
 * check-gradient: bound_in_memory({2}, x = random(6, 0.5, 1), y = x + 2)
 * check-gradient: bound_changes(2, x = random(5, 0.5, 1), y = x + 2)
 * check-gradient: chosen(2, 1, x = random(5, 0.5, 1), y = x + 1, z = x + 2)
 * check-gradient: chosen(2, 0, x = random(5, 0.5, 1), y = x + 1, z = x + 2)
 * check-omits: adgen_apart
 */
