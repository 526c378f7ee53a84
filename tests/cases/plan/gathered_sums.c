#include <adgen/adgen.h>
#include <math.h>

/* The sum in a loop of its own, so that the additions to neighbours vectorise. */
ADGEN_GRAD(x)
double valley(int n, const double *x)
{
    double f = 0.0;
    for (int i = 0; i < n - 1; i++) {
        double t = x[i + 1] - x[i] * x[i], u = 1.0 - x[i];
        f += 100.0 * t * t + u * u;
    }
    return f;
}

/* Two sums; one of them is divided by afterwards. */
ADGEN_GRAD(x)
double rough(int n, const double *x)
{
    double change = 0.0, size = 0.0;
    for (int i = 1; i < n; i++) {
        double d = x[i] - x[i - 1];
        change += d * d;
        size += x[i] * x[i - 1];
    }
    return change / (1.0 + size * size);
}

/* What is dear is computed once, for the sum and for both neighbours: this loop stays. */
ADGEN_GRAD(x)
double dear(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++)
        sum += exp(x[i] * x[i - 1]);
    return sum;
}

/*
 * check: sums beside additions to neighbours
 * check-gradient: valley(5, random(5, -1, 1))
 * check-gradient: valley(3, random(3, -1, 1))
 * check-gradient: valley(2, random(2, -1, 1))
 * check-gradient: valley(1, random(1, -1, 1))
 * check-gradient: valley(0, random(1, -1, 1))
 * check-gradient: rough(5, random(5, -1, 1))
 * check-gradient: rough(2, random(2, -1, 1))
 * check-gradient: rough(1, random(1, -1, 1))
 * check-gradient: dear(4, random(4, -1, 1))
 * check-has: x_adj[i] += 200.0 * (x[i] - x[i - 1] * x[i - 1])
 * check-has: x_adj[i - 1] +=
 * check-count: 1 exp(
 */
