#include <adgen/adgen.h>
#include <math.h>

/* As a translator from Fortran writes it: arguments by reference, arrays from one, columns first. */
typedef int integer;
typedef double doublereal;
#define abs_(x) ((x) >= 0 ? (x) : -(x))
#define max_(a, b) ((a) >= (b) ? (a) : (b))

static integer idamax_(const integer *n, const doublereal *dx)
{
    integer i__1, ret_val, i__;
    doublereal dmax__;

    --dx;
    ret_val = 1;
    if (*n <= 1)
        return ret_val;
    dmax__ = abs_(dx[1]);
    i__1 = *n;
    for (i__ = 2; i__ <= i__1; ++i__) {
        if (abs_(dx[i__]) <= dmax__)
            goto L5;
        ret_val = i__;
        dmax__ = abs_(dx[i__]);
L5:
        ;
    }
    return ret_val;
}

static int daxpy_(const integer *n, const doublereal *da, const doublereal *dx, doublereal *dy)
{
    integer i__, m;

    --dy;
    --dx;
    if (*n <= 0)
        return 0;
    if (*da == 0.)
        return 0;
    m = *n % 4;
    if (m != 0) {
        for (i__ = 1; i__ <= m; ++i__)
            dy[i__] += *da * dx[i__];
        if (*n < 4)
            return 0;
    }
    for (i__ = m + 1; i__ <= *n; i__ += 4) {
        dy[i__] += *da * dx[i__];
        dy[i__ + 1] += *da * dx[i__ + 1];
        dy[i__ + 2] += *da * dx[i__ + 2];
        dy[i__ + 3] += *da * dx[i__ + 3];
    }
    return 0;
}

/* Factors the matrix a and solves for b; info is 0, or the column without a pivot. */
ADGEN_VJP(a, b)
int gesol_(const integer *lda, const integer *n, doublereal *a, doublereal *b, integer *ipvt, integer *info)
{
    integer a_dim1, a_offset, i__1, k, l, j, kb, kp1, nm1;
    doublereal t;

    a_dim1 = *lda;
    a_offset = 1 + a_dim1;
    a -= a_offset;
    --b;
    --ipvt;

    *info = 0;
    nm1 = *n - 1;
    for (k = 1; k <= nm1; ++k) {
        kp1 = k + 1;
        i__1 = *n - k + 1;
        l = idamax_(&i__1, &a[k + k * a_dim1]) + k - 1;
        ipvt[k] = l;
        if (a[l + k * a_dim1] == 0.) {
            *info = k;
            return 0;
        }
        if (l != k) {
            t = a[l + k * a_dim1];
            a[l + k * a_dim1] = a[k + k * a_dim1];
            a[k + k * a_dim1] = t;
        }
        t = -1. / a[k + k * a_dim1];
        for (j = kp1; j <= *n; ++j)
            a[j + k * a_dim1] *= t;
        for (j = kp1; j <= *n; ++j) {
            t = a[l + j * a_dim1];
            if (l != k) {
                a[l + j * a_dim1] = a[k + j * a_dim1];
                a[k + j * a_dim1] = t;
            }
            i__1 = *n - k;
            daxpy_(&i__1, &t, &a[k + 1 + k * a_dim1], &a[k + 1 + j * a_dim1]);
        }
        t = b[l];
        if (l != k) {
            b[l] = b[k];
            b[k] = t;
        }
        i__1 = *n - k;
        daxpy_(&i__1, &t, &a[k + 1 + k * a_dim1], &b[k + 1]);
    }
    if (*n > 0) {
        ipvt[*n] = *n;
        if (a[*n + *n * a_dim1] == 0.) {
            *info = *n;
            return 0;
        }
    }
    for (kb = 1; kb <= *n; ++kb) {
        k = *n + 1 - kb;
        b[k] /= a[k + k * a_dim1];
        t = -b[k];
        i__1 = k - 1;
        daxpy_(&i__1, &t, &a[k * a_dim1 + 1], &b[1]);
    }
    return 0;
}

/*
 * check: Fortran turned into C: everything by reference, indices from one, an offset taken off a pointer, unrolled loops
 * check-gradient: gesol_({2}, {0}, zeros(0), zeros(0), zeros(0), {0})
 * check-gradient: gesol_({1}, {1}, {4.0}, {2.0}, {0}, {7})
 * check-seed: b[0] = 1
 * check-value: b[0] = 0.25
 * check-value: a[0] = -2.0 / 16.0
 * check-gradient: gesol_({3}, {2}, {1.0, 4.0, 9.0, 3.0, -2.0, 9.0}, {1.0, 2.0}, {0, 0}, {0})
 * check-gradient: gesol_({6}, {6}, random(36, -1, 1), random(6, -1, 1), zeros(6), {0})
 * check-call: gesol_({2}, {2}, zeros(4), {1.0, 2.0}, {0, 0}, {0})
 * check-within: 1e-8
 */
