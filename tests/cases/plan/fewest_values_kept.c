#include <adgen/adgen.h>
#include <math.h>

/* Forecast, error and the level before are needed: all of them come from level and trend. */
ADGEN_GRAD()
double smoothed(int n, double alpha, double beta, const double *restrict y)
{
    double level = y[0], trend = 0.0, squares = 0.0;

    for (int t = 1; t < n; t++) {
        double forecast = level + trend, error = y[t] - forecast, old = level;

        squares += error * error;
        level = alpha * y[t] + (1.0 - alpha) * forecast;
        trend = beta * (level - old) + (1.0 - beta) * trend;
    }
    return squares / n;
}

/* The error is needed before the level is. */
ADGEN_GRAD()
double followed(int n, double alpha, const double *restrict y)
{
    double level = y[0], squares = 0.0;

    for (int t = 1; t < n; t++) {
        double error = y[t] - level;

        squares += error * error;
        level = alpha * y[t] + (1.0 - alpha) * level;
    }
    return squares / n;
}

/* Three states, but only what comes of them together is needed. */
ADGEN_GRAD(c)
double together(int n, double c)
{
    double a = 0.1, b = 0.2, d = 0.3, all = 0.0;

    for (int t = 0; t < n; t++) {
        double sum = a + b - d;

        all += c * sum * sum;
        a = 0.9 * a + 0.01 * c;
        b = 0.8 * b - 0.02 * c;
        d = 0.7 * d + 0.03 * c;
    }
    return all;
}

/* Two values from the one that the inner loop changes, one that the outer loop has. */
ADGEN_GRAD(c)
double nested(int n, int m, double c)
{
    double all = 0.0, rate = 0.5;

    for (int i = 0; i < n; i++) {
        double x = 0.3 * i;

        for (int j = 0; j < m; j++) {
            double left = x - rate, right = x + 2.0 * rate;

            all += left * left * right;
            x = 0.5 * x + 0.1 * c * left * right;
        }
        rate = 0.9 * rate + 0.01 * sin(x) * c;
    }
    return all;
}

/*
 * check: of values that are needed, and those that they are computed from, the fewest are kept
 * check-gradient: smoothed(9, 0.3, 0.4, random(9, -1, 1))
 * check-gradient: smoothed(1, 0.3, 0.4, random(1, -1, 1))
 * check-gradient: followed(9, 0.3, random(9, -1, 1))
 * check-gradient: together(7, 0.8)
 * check-gradient: nested(4, 3, 0.7)
 * check-has: double *trend_at = adgen_allocate(n, sizeof(double));
              double *level_at = adgen_allocate(n, sizeof(double));
 * check-omits: error_at
 * check-omits: forecast_at
 * check-omits: old_at
 * check-has: sum_at[t] = sum;
 * check-omits: left_at
 */
