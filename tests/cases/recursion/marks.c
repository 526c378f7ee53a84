#include <adgen/adgen.h>

/* determinant by minors, rows used marked and unmarked in place */
static double minors(int n, int row, const double *a, int *used)
{
    double sum = 0.0;
    int    sign = 1;
    if (row == n)
        return 1.0;
    for (int col = 0; col < n; col++) {
        if (used[col])
            continue;
        used[col] = 1;
        sum += sign * a[row * n + col] * minors(n, row + 1, a, used);
        used[col] = 0;
        sign = -sign;
    }
    return sum;
}

ADGEN_GRAD(a)
double det(int n, const double *a)
{
    int used[8] = {0};
    return minors(n, 0, a, used);
}

/*
 * check: recursion with marks set and taken back
 * check-gradient: det(0, NULL)
 * check-gradient: det(1, random(1, -1, 1))
 * check-gradient: det(3, random(9, -1, 1))
 * check-gradient: det(4, random(16, -1, 1))
 */
