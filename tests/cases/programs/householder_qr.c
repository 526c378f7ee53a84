#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Column-major, as Fortran would have it. */
struct matrix {
    int rows, cols;
    double *at;
};

#define COL(m, j) ((m)->at + (j) * (m)->rows)

static double norm(int n, const double *x)
{
    double scale = 0.0;
    while (n-- > 0) {
        scale += *x * *x;
        x++;
    }
    return sqrt(scale);
}

/* Makes x the Householder vector of itself; returns what the reflection leaves at its head. */
static double house(int n, double *x)
{
    double alpha = norm(n, x);
    double length;

    if (alpha == 0.0)
        return 0.0;
    if (x[0] > 0.0)
        alpha = -alpha;
    x[0] -= alpha;
    length = norm(n, x);
    for (int i = 0; i < n; i++)
        x[i] /= length;
    return alpha;
}

static void reflect(int n, const double *v, double *x)
{
    double dot = 0.0;
    for (int i = 0; i < n; i++)
        dot += v[i] * x[i];
    for (int i = 0; i < n; i++)
        x[i] -= 2.0 * dot * v[i];
}

/* The squared residual of min |m x - b|; x gets the solution. -1 where there is no memory, -2 for a matrix of low rank. */
ADGEN_VJP(m, b, x)
double least_squares(const struct matrix *m, const double *b, double *x)
{
    struct matrix q = *m;
    double *rhs = NULL, *diag = NULL, result = -1.0;
    int i, j, size = m->rows * m->cols;

    q.at = malloc((size_t)(size + 1) * sizeof *q.at);
    rhs = malloc((size_t)(m->rows + 1) * sizeof *rhs);
    diag = malloc((size_t)(m->cols + 1) * sizeof *diag);
    if (!q.at || !rhs || !diag)
        goto done;

    for (i = 0; i < size; i++)
        q.at[i] = m->at[i];
    for (i = 0; i < q.rows; i++)
        rhs[i] = b[i];

    for (j = 0; j < q.cols; j++) {
        double *v = COL(&q, j) + j;
        diag[j] = house(q.rows - j, v);
        if (diag[j] == 0.0) {
            result = -2.0;
            goto done;
        }
        for (int k = j + 1; k < q.cols; k++)
            reflect(q.rows - j, v, COL(&q, k) + j);
        reflect(q.rows - j, v, rhs + j);
    }
    for (j = q.cols - 1; j >= 0; j--) {
        double s = rhs[j];
        for (int k = j + 1; k < q.cols; k++)
            s -= COL(&q, k)[j] * x[k];
        x[j] = s / diag[j];
    }
    result = 0.0;
    for (i = q.cols; i < q.rows; i++)
        result += rhs[i] * rhs[i];
done:
    free(diag);
    free(rhs);
    free(q.at);
    return result;
}

/*
 * check: Householder QR on a copied struct, cursors into columns, one exit for cleaning up
 * check-gradient: least_squares(&{2, 1, {3.0, 4.0}}, {1.0, 2.0}, {0.0})
 * check-value: return = 5.0 - 11.0 * 11.0 / 25.0
 * check-value: b = {2.0 - 2 * 11.0 / 25.0 * 3.0, 4.0 - 2 * 11.0 / 25.0 * 4.0}
 * check-gradient: least_squares(&{3, 0, zeros(0)}, random(3, -1, 1), zeros(0))
 * check-gradient: least_squares(&{2, 2, random(4, 0.5, 2)}, random(2, -1, 1), zeros(2))
 * check-gradient: least_squares(&{5, 3, random(15, -1, 1)}, random(5, -1, 1), zeros(3))
 * check-call: least_squares(&{3, 2, zeros(6)}, random(3, -1, 1), zeros(2))
 * check-value: return = -2
 * check-within: 1e-9
 */
