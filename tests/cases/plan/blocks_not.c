#include <adgen/adgen.h>
#include <math.h>

/* Few of the elements are kept, or only so many as a break leaves, or three. */
ADGEN_GRAD(x)
double some(int n, double limit, double *x)
{
    double sum = 0.0;

    while (sum < limit) {
        for (int i = 0; i < n; i++)
            if (x[i] > 0.5) {
                double s = sin(x[i]);

                x[i] = s * s;
            }
        for (int i = 0; i < n; i++) {
            double s = cos(x[i]);

            x[i] = s * x[i];
            if (s < 0.6)
                break;
        }
        for (int i = 0; i < 3; i++)
            x[i] = x[i] * x[i] * sqrt(1.0 + x[i]);
        sum += 0.5 + x[0] * x[n - 1];
    }
    return sum;
}

/* Every third element, whose number would have to be divided for. */
ADGEN_GRAD(x)
double strided(int n, double *x)
{
    double s = 0.0;
    int    step = 0;

    for (;;) {
        if (step++ == 3)
            break;
        for (int i = 1; i < n; i += 3) {
            double t = cos(x[i]);

            x[i] = t * x[i - 1] + t * t;
            s += t * x[i];
        }
    }
    return s;
}

/* The inner loop pushes what it keeps, for it does not know how often it runs. */
ADGEN_GRAD(x)
double roots(int n, double *x, double end)
{
    double sum = 0.0;

    while (sum < end)
        for (int i = 0; i < n; i++) {
            double t = sin(x[i]);

            for (double r = t; r > 0.1; r = r * t)
                x[i] += r * t;
            sum += x[i] * t + 0.2;
        }
    return sum;
}

/*
 * check: values that are few, or whose number nobody knows before the loop, or that others are pushed between, are pushed one by one
 * check-gradient: some(5, 1.6, random(5, 0, 1))
 * check-gradient: some(5, 1.6, {0.9, 0.95, 0.2, 0.7, 0.1})
 * check-gradient: strided(14, random(14, -1, 1))
 * check-gradient: strided(2, random(2, -1, 1))
 * check-gradient: strided(0, random(2, -1, 1))
 * check-gradient: roots(4, random(4, 0, 1.2), 3.0)
 * check-omits: , sizeof(double))
 */
