#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

enum { T = 3, D = 4, H = 2 };

/* Heads that look at what was before: o = softmax(q k' / sqrt(d)) v, the heads side by side in the columns. */
static void attend(const double *q, const double *k, const double *v, double *o)
{
    for (int head = 0; head < H; head++) {
        double s[T][T];
        int d = D / H, at = head * d;

        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, T, T, d, 1.0 / sqrt(d), q + at, D, k + at, D, 0.0, &s[0][0], T);
        for (int i = 0; i < T; i++) {
            double sum = 0.0;
            for (int j = 0; j < T; j++) {
                s[i][j] = j <= i ? exp(s[i][j]) : 0.0;
                sum += s[i][j];
            }
            cblas_dscal(T, 1.0 / sum, s[i], 1);
        }
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, T, d, T, 1.0, &s[0][0], T, v + at, D, 0.0, o + at, D);
    }
}

ADGEN_GRAD(w)
double block(const double w[4][D * D], const double *x, const double *y)
{
    double qkv[3][T * D], o[T * D], out[T * D];

    for (int i = 0; i < 3; i++)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, T, D, D, 1.0, x, D, w[i], D, 0.0, qkv[i], D);
    attend(qkv[0], qkv[1], qkv[2], o);
    cblas_dcopy(T * D, x, 1, out, 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, T, D, D, 1.0, o, D, w[3], D, 1.0, out, D);
    cblas_daxpy(T * D, -1.0, y, 1, out, 1);
    return cblas_ddot(T * D, out, 1, out, 1);
}

/*
 * check: attention with heads: products of columns side by side, a softmax by scaling rows
 * check-link: -lopenblas
 * check-gradient: block(random(64, -1, 1), random(12, -1, 1), random(12, -1, 1))
 */
