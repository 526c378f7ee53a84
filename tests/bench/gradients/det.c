#include "det.h"

#include <adgen/adgen.h>
#include <stdlib.h>

/* Determinant of A[n][n], by expansion along its first row. */
ADGEN_GRAD(A)
double det(int n, const double *A)
{
    double *minor;
    double sign = 1.0;
    double sum = 0.0;

    if (n == 1)
        return A[0];
    if (n == 2)
        return A[0] * A[3] - A[1] * A[2];
    minor = malloc((size_t)((n - 1) * (n - 1)) * sizeof *minor);
    for (int j = 0; j < n; j++) {
        for (int r = 1; r < n; r++)
            for (int c = 0, to = 0; c < n; c++)
                if (c != j)
                    minor[(r - 1) * (n - 1) + to++] = A[r * n + c];
        sum += sign * A[j] * det(n - 1, minor);
        sign = -sign;
    }
    free(minor);
    return sum;
}
