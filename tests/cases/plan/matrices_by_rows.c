#include <adgen/adgen.h>
#include <math.h>

enum { N = 3 };

static void product(int n, const double *a, const double *b, double *c)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0.0;
            for (int k = 0; k < n; k++)
                sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
}

/* Helpers that go through matrices row by row: their adjoints have rows and columns. */
ADGEN_GRAD(x)
double powers(int count, const double x[N][N])
{
    double p[N][N] = {{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}, q[N][N], sum = 0.0;
    for (int t = 0; t < count; t++) {
        product(N, &p[0][0], &x[0][0], &q[0][0]);
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++)
                p[i][j] = sin(q[i][j]);
    }
    for (int i = 0; i < N; i++)
        sum += p[i][N - 1 - i];
    return sum;
}

static double along(int from, int to, const double *a)
{
    double sum = 0.0;
    for (int k = from; k < to; k++)
        sum += a[k] * a[k] * a[k];
    return sum;
}

/* From row to row, backward, and in steps: these stay as they are, or name the right elements. */
ADGEN_GRAD(x)
double others(int n, const double x[N][N])
{
    double m[N][N], sum = 0.0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            m[i][j] = x[j][i] * x[i][j] + i;
    sum += along(0, N * N, &m[0][0]) + along(1, N + 2, &m[0][0]);
    for (int i = 0; i < N; i++) {
        const double *a = &m[0][0];
        for (int j = N - 1; j >= 0; j--)
            sum += sin(a[N * N - 1 - (i * N + j)]);
        for (int j = 0; j < N; j += 2)
            sum += cos(a[j + N * i]) * (j + 1);
        for (int j = 0; j < n && j < N; j++)
            sum += a[i * N + j] * a[j * N + i];
    }
    return sum;
}

/*
 * check: elements of matrices that are gone through row by row have rows and columns
 * check-has: p_adj[i][k] +=
 * check-has: q_adj[i][j]
 * check-has: x_adj[k][j] +=
 * check-omits: (&q_adj[0][0])[i
 * check-gradient: powers(3, random(9, -1, 1))
 * check-gradient: others(2, random(9, -1, 1))
 * check-gradient: others(0, random(9, -1, 1))
 */
