#include <adgen/adgen.h>
#include <stdlib.h>

/* Laplace's expansion along the first row. */
static double minor_det(int n, const double *a)
{
    double det = 0.0, *m;

    if (n == 0)
        return 1.0;
    if (n == 1)
        return a[0];
    if (n == 2)
        return a[0] * a[3] - a[1] * a[2];
    m = malloc((size_t)(n - 1) * (size_t)(n - 1) * sizeof *m);
    if (!m)
        abort();
    for (int c = 0; c < n; c++) {
        double *to = m;
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j != c)
                    *to++ = a[i * n + j];
        det += (c % 2 ? -1.0 : 1.0) * a[c] * minor_det(n - 1, m);
    }
    free(m);
    return det;
}

ADGEN_GRAD(a)
double determinant(int n, const double *a)
{
    return minor_det(n, a);
}

/*
 * check: a determinant by minors: recursion with a block for each call
 * check-gradient: determinant(0, zeros(0))
 * check-gradient: determinant(1, {3.0})
 * check-gradient: determinant(2, {1.0, 2.0, 3.0, 4.0})
 * check-value: a = {4.0, -3.0, -2.0, 1.0}
 * check-gradient: determinant(4, random(16, -1, 1))
 */
