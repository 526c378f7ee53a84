#include <adgen/adgen.h>
#include <cblas.h>

enum op { SCALE, ADD, TURN, NOTHING };

ADGEN_VJP()
double chosen(int op, int n, double c, double *x, double *y)
{
    switch (op) {
    case SCALE:
        cblas_dscal(n, c, x, 1);
        /* fall through */
    case ADD:
        cblas_daxpy(n, c, x, 1, y, 1);
        break;
    case TURN:
        cblas_drot(n, x, 1, y, 1, c, 0.5);
        break;
    default:
        return c;
    }
    return n > 2 && c > 0.0 ? cblas_ddot(n, x, 1, y, 1) : cblas_dasum(n, y, 1);
}

ADGEN_VJP()
int until_small(int n, double *x, double limit)
{
    int count = 0;

    while (cblas_dnrm2(n, x, 1) > limit) {
        if (x[0] > 0.0 && cblas_ddot(n, x, 1, x, 1) > 4.0 * limit)
            cblas_dscal(n, 0.5, x, 1);
        else
            cblas_dscal(n, 0.25 + 0.1 * x[0], x, 1);
        if (++count == 10)
            break;
    }
    return count;
}

/* Which form it is, and which of two matrices, is known at run time. */
ADGEN_VJP()
void form(int transposed, int second, int n, const double *a, const double *b, const double *x, double *y)
{
    const CBLAS_TRANSPOSE trans = transposed ? CblasTrans : CblasNoTrans;
    const double *chosen = second ? b : a;

    cblas_dgemv(CblasRowMajor, trans, n, n, second ? 2.0 : 1.0, chosen, n, x, 1, transposed ? 1.0 : 0.0, y, 1);
}

ADGEN_GRAD()
double early(int n, const double *x)
{
    double norm = cblas_dnrm2(n, x, 1);

    if (norm < 1.0)
        return norm;
    if (x[0] < 0.0)
        return cblas_dasum(n, x, 1);
    return norm * x[cblas_idamax(n, x, 1)];
}

/*
 * check: routines in conditions, in branches, in the cases of a switch
 * check-link: -lopenblas
 * check-gradient: chosen(SCALE, 3, 0.7, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: chosen(ADD, 3, -0.7, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: chosen(TURN, 2, 0.7, random(2, -1, 1), random(2, -1, 1))
 * check-gradient: chosen(NOTHING, 2, 0.7, random(2, -1, 1), random(2, -1, 1))
 * check-gradient: until_small(3, {2.0, -3.0, 1.0}, 0.5)
 * check-gradient: until_small(3, {-2.0, -3.0, 1.0}, 0.5)
 * check-gradient: until_small(1, {0.1}, 0.5)
 * check-gradient: form(0, 0, 2, random(4, -1, 1), random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: form(1, 0, 2, random(4, -1, 1), random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: form(0, 1, 2, random(4, -1, 1), random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: form(1, 1, 2, random(4, -1, 1), random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: early(2, {0.3, -0.4})
 * check-gradient: early(2, {-1.3, 0.4})
 * check-gradient: early(3, {1.3, 0.4, -2.0})
 */
