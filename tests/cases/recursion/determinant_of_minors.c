#include <adgen/adgen.h>

ADGEN_GRAD()
double det(int n, const double *a)
{
    double sum = 0.0, minor[64], sign = 1.0;
    if (n == 1)
        return a[0];
    for (int col = 0; col < n; col++) {
        int k = 0;
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j != col)
                    minor[k++] = a[i * n + j];
        sum += sign * a[col] * det(n - 1, minor);
        sign = -sign;
    }
    return sum;
}

/*
 * check: a recursive function
 * check-gradient: det(1, random(1, -1, 1))
 * check-gradient: det(4, random(16, -1, 1))
 */
