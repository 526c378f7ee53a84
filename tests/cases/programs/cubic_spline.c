#include <adgen/adgen.h>

#define MAXPTS 16

/* Second derivatives of the natural cubic spline through (x[i], y[i]), i = 1..n: counted from one. */
static void
spline(const double x[], const double y[], int n, double y2[])
{
    int i, k;
    double p, sig, u[MAXPTS + 1];

    y2[1] = u[1] = 0.0;
    for (i = 2; i <= n - 1; i++) {
        sig = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1]);
        p = sig * y2[i - 1] + 2.0;
        y2[i] = (sig - 1.0) / p;
        u[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
        u[i] = (6.0 * u[i] / (x[i + 1] - x[i - 1]) - sig * u[i - 1]) / p;
    }
    y2[n] = 0.0;
    for (k = n - 1; k >= 1; k--)
        y2[k] = y2[k] * y2[k + 1] + u[k];
}

/* The value at t; 0 where two abscissae are equal. */
static double splint(const double x[], const double y[], const double y2[], int n, double t)
{
    int low = 1, high = n, k;
    double h, b, a;

    while (high - low > 1) {
        k = (high + low) >> 1;
        if (x[k] > t)
            high = k;
        else
            low = k;
    }
    h = x[high] - x[low];
    if (h == 0.0)
        return 0.0;
    a = (x[high] - t) / h;
    b = (t - x[low]) / h;
    return a * y[low] + b * y[high] + ((a * a * a - a) * y2[low] + (b * b * b - b) * y2[high]) * (h * h) / 6.0;
}

/* The squared distance between a spline and measurements. */
ADGEN_GRAD(x, y)
double misfit(int n, const double *x, const double *y, int m, const double *t, const double *z)
{
    double y2[MAXPTS + 1], sum = 0.0;
    int i;

    if (n < 2 || n > MAXPTS)
        return 0.0;
    --x;
    --y;
    spline(x, y, n, y2);
    for (i = 0; i < m; i++) {
        double r = splint(x, y, y2, n, t[i]) - z[i];
        sum += r * r;
    }
    return sum;
}

/*
 * check: a natural cubic spline counted from one, bisection for the interval
 * check-gradient: misfit(1, {0.0}, {1.0}, 1, {0.5}, {0.0})
 * check-gradient: misfit(2, {0.0, 1.0}, {1.0, 3.0}, 1, {0.5}, {0.0})
 * check-value: y = {2.0, 2.0}
 * check-gradient: misfit(2, {0.0, 1.0}, {1.0, 3.0}, 0, zeros(0), zeros(0))
 * check-gradient: misfit(3, {0.0, 1.0, 2.5}, random(3, -1, 1), 3, {0.3, 1.7, 2.6}, random(3, -1, 1))
 * check-gradient: misfit(6, {0.0, 1.0, 1.7, 2.1, 3.0, 4.2}, random(6, -1, 1), 5, {-0.2, 0.3, 1.9, 2.6, 4.0}, random(5, -1, 1))
 */
