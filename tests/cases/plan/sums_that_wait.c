#include <adgen/adgen.h>
#include <math.h>

/* Each pair once: some of the adjoints may be the same, they are only added to. */
ADGEN_GRAD(weight, x)
double pairs(int n, const double *weight, const double *x)
{
    double energy = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double square = 0.01;
            for (int k = 0; k < 3; k++) {
                double d = x[3 * j + k] - x[3 * i + k];
                square += d * d;
            }
            energy += weight[i] * weight[j] / sqrt(square);
        }
    return energy;
}

/* The element for i is among those for j. */
ADGEN_GRAD(y)
double among(int n, const double *y, const int *at)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++)
            sum += sin(y[at[j]] * y[i]);
    return sum;
}

/* Rows, from their second elements on; the inner loop runs as often as the one around it. */
ADGEN_GRAD(a)
double rows(int n, int m, const double *a, const double *b)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 1; k < 3; k++)
                sum += a[m * i + k] * a[m * i + k] * exp(b[j] * a[m * i + k]);
    return sum;
}

/* Whose adjoints are read lie behind those that are added to. */
ADGEN_VJP(z)
void behind(int n, const double *b, double *z)
{
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            z[j] = z[j] * b[j];
            z[j] += sin(z[i]) * b[i];
        }
}

/*
 * check: sums of adjoints that a loop adds to the same elements wait in locals
 * check-gradient: pairs(5, random(5, 0.5, 1), random(15, 0.5, 1))
 * check-gradient: pairs(1, random(1, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: pairs(2, random(6, 0.5, 1), weight)
 * check-gradient: among(5, random(5, 0.5, 1), {0, 0, 1, 4, 0})
 * check-gradient: among(0, NULL, NULL)
 * check-gradient: rows(4, 3, random(12, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: behind(5, random(5, 0.5, 1), random(5, 0.5, 1))
 * check-has: if (i + 1 < n) {
 * check-omits: if (i < n)
 * check-has: weight_adj[i] += weight_adj_sum;
 * check-has: x_adj[3 * i + 1] += x_adj_sum_1;
 * check-has: y_adj[i] += y_adj_sum;
 * check-has: a_adj[m * i + 1] += a_adj_sum_0;
 */
