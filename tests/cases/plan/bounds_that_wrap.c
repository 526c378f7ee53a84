#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

/* A counter that ends by wrapping round, below the bound that it must stay below. */
ADGEN_GRAD(x)
double down(size_t n, int steps, const double *x)
{
    double u[8] = {0.0}, sum = 0.0;
    for (size_t i = 0; i < n; i++)
        u[i] = x[i];
    for (int t = 0; t < steps; t++) {
        for (size_t i = n - 1; i < n; i--)
            for (size_t j = n - 1; j < n; j--)
                sum += u[i] * u[j] * u[i] * u[j] * 0.1;
        for (size_t i = 0; i < n; i++)
            u[i] = sin(u[i]) * sum;
    }
    for (size_t i = 0; i < n; i++)
        sum += u[i];
    return sum;
}

/* The same without a loop around. */
ADGEN_GRAD(x)
double once(size_t n, const double *x)
{
    double u[8] = {0.0}, sum = 0.0;
    for (size_t i = 0; i < n; i++)
        u[i] = x[i];
    for (size_t i = n - 1; i < n; i--)
        for (size_t j = n - 1; j < n; j--)
            sum += u[i] * u[j] * u[i] * u[j] * sum + u[i] * u[j];
    for (size_t i = 0; i < n; i++)
        u[i] = sin(u[i]) * sum;
    for (size_t i = 0; i < n; i++)
        sum += u[i];
    return sum;
}

/*
 * check: loops that end where their counter wraps round do not run through what their bounds seem to say
 * check-gradient: down(4, 2, random(4, 0.1, 0.6))
 * check-gradient: down(0, 2, random(4, 0.1, 0.6))
 * check-gradient: once(4, random(4, 0.1, 0.6))
 * check-gradient: once(1, random(4, 0.1, 0.6))
 */
