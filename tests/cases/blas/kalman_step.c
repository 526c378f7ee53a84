#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>

enum { N = 3, M = 2 };

typedef struct {
    double f[N][N], q[N][N];      /* motion */
    double h[M][N], r[M][M];      /* what is seen */
} Model;

typedef struct {
    double x[N], p[N][N];
} State;

static void multiply(CBLAS_TRANSPOSE transb, int m, int n, int k, const double *a, const double *b, double beta, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, transb, m, n, k, 1.0, a, k, b, transb == CblasTrans ? k : n, beta, c, n);
}

static void predict(const Model *model, State *state)
{
    double fx[N], fp[N][N];

    cblas_dgemv(CblasRowMajor, CblasNoTrans, N, N, 1.0, &model->f[0][0], N, state->x, 1, 0.0, fx, 1);
    cblas_dcopy(N, fx, 1, state->x, 1);
    multiply(CblasNoTrans, N, N, N, &model->f[0][0], &state->p[0][0], 0.0, &fp[0][0]);
    cblas_dcopy(N * N, &model->q[0][0], 1, &state->p[0][0], 1);
    multiply(CblasTrans, N, N, N, &fp[0][0], &model->f[0][0], 1.0, &state->p[0][0]);
}

/* Minus the logarithm of the density of what is seen; the state is the better for it. */
static double update(const Model *model, State *state, const double *seen)
{
    double hp[M][N], s[M][M], gain[M][N], v[M], logs = 0.0, form;

    multiply(CblasNoTrans, M, N, N, &model->h[0][0], &state->p[0][0], 0.0, &hp[0][0]);
    cblas_dcopy(M * M, &model->r[0][0], 1, &s[0][0], 1);
    multiply(CblasTrans, M, M, N, &hp[0][0], &model->h[0][0], 1.0, &s[0][0]);
    if (LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', M, &s[0][0], M) != 0)
        return INFINITY;
    cblas_dcopy(M, seen, 1, v, 1);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, M, N, -1.0, &model->h[0][0], N, state->x, 1, 1.0, v, 1);
    cblas_dcopy(M * N, &hp[0][0], 1, &gain[0][0], 1);
    LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'L', M, N, &s[0][0], M, &gain[0][0], N);
    cblas_dgemv(CblasRowMajor, CblasTrans, M, N, 1.0, &gain[0][0], N, v, 1, 1.0, state->x, 1);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, N, N, M, -1.0, &gain[0][0], N, &hp[0][0], N, 1.0, &state->p[0][0], N);
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, M, &s[0][0], M, v, 1);
    form = cblas_ddot(M, v, 1, v, 1);
    for (int i = 0; i < M; i++)
        logs += log(s[i][i]);
    return logs + 0.5 * form;
}

ADGEN_GRAD(model, state)
double filter(int steps, const Model *model, State *state, const double (*seen)[M])
{
    double sum = 0.0;

    for (int t = 0; t < steps; t++) {
        predict(model, state);
        sum += update(model, state, seen[t]);
    }
    return sum;
}

/*
 * check: steps of a Kalman filter: matrices that are members of structs, helpers, everything in place
 * check-link: -llapacke -lopenblas
 * check-gradient: filter(0, &{}, &{}, zeros(0))
 * check-gradient: filter(1, &{{1.0, 0.5, 0.1, 0.0, 1.0, 0.5, 0.0, -0.1, 0.9}, {0.1, 0.0, 0.0, 0.0, 0.2, 0.05, 0.0, 0.05, 0.3},
 *     {1.0, 0.0, 0.2, 0.0, 1.0, -0.3}, {0.5, 0.1, 0.1, 0.4}}, &{random(3, -1, 1), {1.0, 0.1, 0.0, 0.1, 2.0, 0.2, 0.0, 0.2, 1.5}},
 *     random(2, -1, 1))
 * check-gradient: filter(4, &{{1.0, 0.5, 0.1, 0.0, 1.0, 0.5, 0.0, -0.1, 0.9}, {0.1, 0.0, 0.0, 0.0, 0.2, 0.05, 0.0, 0.05, 0.3},
 *     {1.0, 0.0, 0.2, 0.0, 1.0, -0.3}, {0.5, 0.1, 0.1, 0.4}}, &{random(3, -1, 1), {1.0, 0.1, 0.0, 0.1, 2.0, 0.2, 0.0, 0.2, 1.5}},
 *     random(8, -1, 1))
 * check-header-after: Model
 */
