#include <adgen/adgen.h>
#include <stddef.h>

ADGEN_GRAD(x, y)
double f(int n, double *x, double *y, int pick)
{
    double sum = 0.0;
    for (int m = 1; m * m <= n; m++) {
        double (*p)[m] = (void *)x, (*q)[m] = NULL;
        double (*both[2])[m];
        q = pick ? p : (double (*)[m])y;
        both[0] = pick > 1 ? NULL : q + m - 1;
        both[1] = p;
        if (both[0] != NULL)
            sum += both[0][0][m - 1] * *both[1][0] * **q;
        sum += (double)(q - p == 0) * (*(p + 0))[0];
        double *flat = p[m - 1], (*end)[m] = p + m;
        for (double (*row)[m] = p; row < end; row++)
            (*row)[0] *= sum;
        flat[0] += sum * *flat;
    }
    return sum;
}

/*
 * check: pointers to rows of changing length, chosen, compared, in arrays and walked
 * check-gradient: f(4, random(4, 0.5, 1.5), random(4, 0.5, 1.5), 0)
 * check-gradient: f(4, random(4, 0.5, 1.5), random(4, 0.5, 1.5), 1)
 * check-gradient: f(4, random(4, 0.5, 1.5), random(4, 0.5, 1.5), 2)
 */
