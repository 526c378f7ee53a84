#include <adgen/adgen.h>
#include <cblas.h>

typedef struct {
    int rows, columns, ld;
    double *at;
} Matrix;

typedef struct {
    double w[3][3], b[3];
    ADGEN_INACTIVE double rate;
} Layer;

static Matrix part(Matrix a, int row, int column, int rows, int columns)
{
    Matrix view = { rows, columns, a.ld, a.at + row * a.ld + column };
    return view;
}

static void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, c.rows, c.columns, a.columns, alpha, a.at, a.ld, b.at, b.ld, beta, c.at, c.ld);
}

/* The quarters of a matrix: one becomes the product of two others. */
ADGEN_VJP()
void quarters(Matrix *a)
{
    int m = a->rows / 2, n = a->columns / 2;

    multiply(-1.0, part(*a, m, 0, m, n), part(*a, 0, n, m, n), 1.0, part(*a, m, n, m, n));
    multiply(0.5, part(*a, m, n, m, n), part(*a, 0, 0, m, n), 0.0, part(*a, m, 0, m, n));
}

ADGEN_GRAD(layers)
double forward(int count, const Layer *layers, const double *x)
{
    double h[3], sum = 0.0;

    cblas_dcopy(3, x, 1, h, 1);
    for (const Layer *layer = layers; layer < layers + count; layer++) {
        double y[3];
        cblas_dcopy(3, layer->b, 1, y, 1);
        cblas_dgemv(CblasRowMajor, CblasNoTrans, 3, 3, layer->rate, layer->w[0], 3, h, 1, 1.0, y, 1);
        for (int i = 0; i < 3; i++)
            h[i] = y[i] * y[i];
        sum += cblas_ddot(3, h, 1, layer->b, 1);
    }
    return sum;
}

/* In place, in members. */
ADGEN_VJP()
void turn(Layer *layer)
{
    cblas_dtrmv(CblasRowMajor, CblasLower, CblasNoTrans, CblasUnit, 3, &layer->w[0][0], 3, layer->b, 1);
    cblas_dswap(3, layer->w[0], 1, layer->b, 1);
    cblas_dscal(9, layer->rate, layer->w[0], 1);
    cblas_dger(CblasRowMajor, 3, 2, 1.0, layer->b, 1, layer->b, 1, &layer->w[0][1], 3);
}

/*
 * check: matrices that are members of structs, and structs that describe matrices
 * check-link: -lopenblas
 * check-gradient: quarters(&{4, 4, 5, random(20, -1, 1)})
 * check-gradient: forward(0, {}, random(3, -1, 1))
 * check-gradient: forward(2, {{random(9, -1, 1), random(3, -1, 1), 0.5}, {random(9, -1, 1), random(3, -1, 1), 2.0}}, random(3, -1, 1))
 * check-gradient: turn(&{random(9, -1, 1), random(3, -1, 1), 0.5})
 * check-header-after: Matrix, Layer
 */
