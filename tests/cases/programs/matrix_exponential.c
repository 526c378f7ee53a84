#include <adgen/adgen.h>
#include <assert.h>
#include <math.h>
#include <string.h>

#define N_MAX 4
typedef double Matrix[N_MAX][N_MAX];

static double row_norm(int n, Matrix a)
{
    double norm = 0.0;
    for (int i = 0; i < n; i++) {
        double sum = 0.0;
        for (int j = 0; j < n; j++)
            sum += fabs(a[i][j]);
        if (sum > norm)
            norm = sum;
    }
    return norm;
}

/* a = a b, or b where they are the same: the product is made aside. */
static void times(int n, Matrix a, Matrix b)
{
    Matrix c;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double s = 0.0;
            for (int k = 0; k < n; k++)
                s += a[i][k] * b[k][j];
            c[i][j] = s;
        }
    for (int i = 0; i < n; i++)
        memcpy(a[i], c[i], (size_t)n * sizeof(double));
}

/* e to the matrix rates times t, by scaling, Taylor's series, and squaring. */
static void expm(int n, Matrix rates, double t, Matrix out)
{
    Matrix a, term;
    int squarings = 0, order = 1;
    double norm = row_norm(n, rates) * fabs(t);

    while (norm > 0.5) {
        norm /= 2.0;
        squarings++;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            a[i][j] = ldexp(rates[i][j] * t, -squarings);
            term[i][j] = out[i][j] = i == j;
        }
    do {
        times(n, term, a);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                term[i][j] /= order;
                out[i][j] += term[i][j];
            }
    } while (++order < 30 && row_norm(n, term) > 1e-17);
    while (squarings--)
        times(n, out, out);
}

/* The likelihood of changes of state after waiting times, with rates in logarithms off the diagonal. */
ADGEN_GRAD(log_rate, wait)
double log_likelihood(int n, const double *log_rate, int seen, const int *from, const int *to, const double *wait)
{
    Matrix q, p;
    double sum = 0.0;

    assert(n <= N_MAX);
    memset(q, 0, sizeof q);
    for (int i = 0, k = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i != j) {
                q[i][j] = exp(log_rate[k++]);
                q[i][i] -= q[i][j];
            }
    for (int e = 0; e < seen; e++) {
        expm(n, q, wait[e], p);
        sum += log(p[from[e]][to[e]]);
    }
    return sum;
}

/*
 * check: the exponential of a matrix by scaling and squaring: a product in place, also of a matrix by itself
 * check-gradient: log_likelihood(1, zeros(0), 1, {0}, {0}, {1.0})
 * check-value: return = 0
 * check-gradient: log_likelihood(2, {0.0, 0.0}, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: log_likelihood(2, {0.0, 0.0}, 1, {0}, {1}, {0.9})
 * check-value: wait[0] = 2 * exp(-1.8) / (1 - exp(-1.8))
 * check-gradient: log_likelihood(3, random(6, -1, 1), 3, {0, 1, 2}, {1, 1, 0}, {0.1, 0.7, 2.0})
 * check-within: 1e-10
 */
