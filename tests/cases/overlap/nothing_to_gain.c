#include <adgen/adgen.h>
#include <math.h>

ADGEN_VJP()
void promised(int n, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
}

ADGEN_NOALIAS ADGEN_VJP()
void promised_of_all(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
}

ADGEN_VJP()
void linear(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = 2.0 * x[i];
}

ADGEN_VJP()
void overwritten_anyway(int n, const double *x, double *y)
{
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; i++)
            y[i] = sin(y[i]) * 2.0 + x[i];
}

ADGEN_VJP()
void few(const double *x, double *y)
{
    for (int i = 0; i < 3; i++)
        y[i] = x[i] * x[i];
}

ADGEN_VJP()
void other_types(int n, const float *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
}

ADGEN_JVP()
void forward(int n, const double *x, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
}

/*
 * check: no second version where it would keep as much, or where one that keeps little is right in any case
 * check-gradient: promised(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: promised_of_all(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: linear(3, x = random(4, 0.5, 1), y = x + 1)
 * check-gradient: overwritten_anyway(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: few(x = random(4, 0.5, 1), y = x + 1)
 * check-gradient: other_types(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-omits: adgen_apart
 */
