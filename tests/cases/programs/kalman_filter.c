#include <adgen/adgen.h>
#include <math.h>

enum { STATES = 2 };

typedef double vec[STATES];
typedef double mat[STATES][STATES];

typedef struct filter {
    vec x;
    mat P;
} filter_t;

typedef struct {
    double q;       /* process noise */
    double r;       /* measurement noise */
    double dt;
    double damping;
} params_t;

static void mat_mul(mat out, mat a, mat b)
{
    int i, j, k;
    for (i = 0; i < STATES; i++)
        for (j = 0; j < STATES; j++) {
            out[i][j] = 0;
            for (k = 0; k < STATES; k++)
                out[i][j] += a[i][k] * b[k][j];
        }
}

static void transpose(mat out, mat a)
{
    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < STATES; j++)
            out[j][i] = a[i][j];
}

static void predict(filter_t *f, const params_t *p)
{
    mat F = {{1.0, p->dt}, {0.0, 1.0 - p->damping * p->dt}};
    mat Ft, FP;
    vec next = {0};

    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < STATES; j++)
            next[i] += F[i][j] * f->x[j];
    for (int i = 0; i < STATES; i++)
        f->x[i] = next[i];

    transpose(Ft, F);
    mat_mul(FP, F, f->P);
    mat_mul(f->P, FP, Ft);
    f->P[0][0] += p->q * p->dt * p->dt * p->dt / 3.0;
    f->P[0][1] += p->q * p->dt * p->dt / 2.0;
    f->P[1][0] += p->q * p->dt * p->dt / 2.0;
    f->P[1][1] += p->q * p->dt;
}

/* Takes a measurement of the position in; returns minus the logarithm of its likelihood, up to a constant. */
static double update(filter_t *f, const params_t *p, double z)
{
    double y = z - f->x[0];
    double S = f->P[0][0] + p->r;
    vec K = {f->P[0][0] / S, f->P[1][0] / S};
    mat P;

    for (int i = 0; i < STATES; i++) {
        f->x[i] += K[i] * y;
        for (int j = 0; j < STATES; j++)
            P[i][j] = f->P[i][j] - K[i] * f->P[0][j];
    }
    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < STATES; j++)
            f->P[i][j] = 0.5 * (P[i][j] + P[j][i]);
    return 0.5 * (y * y / S + log(S));
}

/* Missing measurements are marked. */
ADGEN_GRAD(p, z)
double negative_log_likelihood(params_t p, int n, const double *z, const unsigned char *missing)
{
    filter_t f = { .x = {0.0, 0.0}, .P = {{10.0, 0.0}, {0.0, 10.0}} };
    double nll = 0.0;

    for (int t = 0; t < n; t++) {
        predict(&f, &p);
        if (missing[t])
            continue;
        nll += update(&f, &p, z[t]);
    }
    return nll;
}

/*
 * check: a Kalman filter: state in a struct, matrices as typedefs, helpers that read and write them
 * check-header-after: its structs have no tags
 * check-gradient: negative_log_likelihood({0.1, 0.5, 0.1, 0.2}, 0, zeros(0), zeros(0))
 * check-gradient: negative_log_likelihood({0.0, 0.5, 0.0, 0.0}, 1, {2.0}, {0})
 * check-value: z[0] = 2.0 / 10.5
 * check-value: return = 0.5 * (4.0 / 10.5 + log(10.5))
 * check-gradient: negative_log_likelihood({0.1, 0.5, 0.1, 0.2}, 1, {1.0}, {1})
 * check-gradient: negative_log_likelihood({0.1, 0.5, 0.1, 0.2}, 6, random(6, -1, 1), {0, 0, 1, 0, 1, 0})
 */
