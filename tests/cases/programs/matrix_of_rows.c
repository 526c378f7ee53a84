#include <adgen/adgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Vectors and matrices with any first index, as old numerical code has them. */
#define NR_END 1
#define SQR(a) ((a) == 0.0 ? 0.0 : (a) * (a))

static void nrerror(const char *text)
{
    fprintf(stderr, "run-time error: %s\n", text);
    exit(1);
}

static double *dvector(long nl, long nh)
{
    double *v = malloc((size_t)((nh - nl + 1 + NR_END) * (long)sizeof(double)));
    if (!v)
        nrerror("allocation failure in dvector()");
    return v - nl + NR_END;
}

static void free_dvector(double *v, long nl)
{
    free(v + nl - NR_END);
}

static double **dmatrix(long nrl, long nrh, long ncl, long nch)
{
    long i, nrow = nrh - nrl + 1, ncol = nch - ncl + 1;
    double **m = malloc((size_t)(nrow + NR_END) * sizeof(double *));

    if (!m)
        nrerror("allocation failure 1 in dmatrix()");
    m += NR_END;
    m -= nrl;
    m[nrl] = malloc((size_t)(nrow * ncol + NR_END) * sizeof(double));
    if (!m[nrl])
        nrerror("allocation failure 2 in dmatrix()");
    m[nrl] += NR_END;
    m[nrl] -= ncl;
    for (i = nrl + 1; i <= nrh; i++)
        m[i] = m[i - 1] + ncol;
    return m;
}

static void free_dmatrix(double **m, long nrl, long ncl)
{
    free(m[nrl] + ncl - NR_END);
    free(m + nrl - NR_END);
}

/* The largest eigenvalue of a symmetric matrix, by Jacobi's rotations; a is counted from zero, row after row. */
ADGEN_GRAD(a)
double largest_eigenvalue(int n, const double *a, int sweeps)
{
    double **m, *d, best;
    int i, j, p, q;

    if (n < 1)
        return 0.0;
    m = dmatrix(1, n, 1, n);
    d = dvector(1, n);
    for (i = 1; i <= n; i++)
        for (j = 1; j <= n; j++)
            m[i][j] = 0.5 * (a[(i - 1) * n + j - 1] + a[(j - 1) * n + i - 1]);
    while (sweeps-- > 0) {
        for (p = 1; p < n; p++) {
            for (q = p + 1; q <= n; q++) {
                double theta, t, c, s;
                if (SQR(m[p][q]) < 1e-30)
                    continue;
                theta = (m[q][q] - m[p][p]) / (2.0 * m[p][q]);
                t = (theta >= 0.0 ? 1.0 : -1.0) / (fabs(theta) + sqrt(theta * theta + 1.0));
                c = 1.0 / sqrt(t * t + 1.0);
                s = t * c;
                for (i = 1; i <= n; i++) {
                    double g = m[i][p], h = m[i][q];
                    m[i][p] = c * g - s * h;
                    m[i][q] = s * g + c * h;
                }
                for (i = 1; i <= n; i++) {
                    double g = m[p][i], h = m[q][i];
                    m[p][i] = c * g - s * h;
                    m[q][i] = s * g + c * h;
                }
            }
        }
    }
    best = -HUGE_VAL;
    for (i = 1; i <= n; i++) {
        d[i] = m[i][i];
        if (d[i] > best)
            best = d[i];
    }
    free_dvector(d, 1);
    free_dmatrix(m, 1, 1);
    return best;
}

/*
 * check: matrices as pointers to rows that are counted from one, allocated by helpers, Jacobi's rotations
 * check-gradient: largest_eigenvalue(0, zeros(0), 2)
 * check-gradient: largest_eigenvalue(1, {3.0}, 2)
 * check-value: a[0] = 1
 * check-gradient: largest_eigenvalue(2, {1.0, 2.0, 2.0, -1.0}, 0)
 * check-call: largest_eigenvalue(2, {1.0, 1.0, 1.0, 1.0}, 1)
 * check-value: return = 2
 * check-value: a = {0.5, 0.5, 0.5, 0.5}
 * check-gradient: largest_eigenvalue(3, random(9, -1, 1), 3)
 * check-within: 1e-10
 */
