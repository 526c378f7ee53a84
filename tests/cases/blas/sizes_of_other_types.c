#include <adgen/adgen.h>
#include <cblas.h>
#include <stddef.h>

typedef struct {
    unsigned short rows;
    size_t columns;
} Shape;

/* Sizes, strides and forms are converted to what the routine takes. */
ADGEN_GRAD(a, x)
double converted(Shape shape, const double *a, const double *x, char form, long stride)
{
    double y[6] = { 0.0 };

    cblas_dgemv(form == 'R' ? CblasRowMajor : CblasColMajor, form == 'T' ? CblasTrans : CblasNoTrans, shape.rows, (int)shape.columns, 1,
        a, form == 'R' ? (int)shape.columns : shape.rows, x, (int)stride, 0, y, 1);
    cblas_dscal(6, 2, y, 1);
    cblas_daxpy(2, 'B' - 'A', x, 1, y + 4, 1);
    return cblas_ddot(6, y, 1, y, 1);
}

ADGEN_VJP()
void in_enumerations(CBLAS_LAYOUT layout, enum CBLAS_TRANSPOSE trans, const CBLAS_INDEX n, const double *a, double *x)
{
    const int k = (int)n;
    double y[4];
    CBLAS_UPLO uplo = trans == CblasNoTrans ? CblasUpper : CblasLower;

    cblas_dgemv(layout, trans, k, k, 1.0, a, k, x, 1, 0.0, y, 1);
    cblas_dtrmv(layout, uplo, trans, CblasNonUnit, k, a, k, y, 1);
    for (CBLAS_SIDE side = CblasLeft; side <= CblasRight; side++)
        cblas_dsymm(layout, side, uplo, side == CblasLeft ? k : 1, side == CblasLeft ? 1 : k, 1.0, a, k, y,
            (layout == CblasRowMajor) == (side == CblasLeft) ? 1 : k, 0.5, x, (layout == CblasRowMajor) == (side == CblasLeft) ? 1 : k);
}

/*
 * check: sizes, factors and forms of other types than the routine's
 * check-link: -lopenblas
 * check-gradient: converted({2, 3}, random(6, -1, 1), random(5, -1, 1), 'R', 1)
 * check-gradient: converted({2, 3}, random(6, -1, 1), random(5, -1, 1), 'N', 2)
 * check-gradient: converted({2, 3}, random(6, -1, 1), random(5, -1, 1), 'T', 1)
 * check-gradient: in_enumerations(CblasRowMajor, CblasNoTrans, 3, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: in_enumerations(CblasColMajor, CblasNoTrans, 2, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: in_enumerations(CblasRowMajor, CblasTrans, 3, random(9, -1, 1), random(3, -1, 1))
 * check-header-after: Shape
 */
