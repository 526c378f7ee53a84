#include <adgen/adgen.h>
#include <math.h>

/* m[1][1] is flat[5]: the first indices are of things of different sizes. */
ADGEN_GRAD(m)
double flat_read(int n, double (*restrict m)[4])
{
    double sum = 0.0;
    for (int i = 1; i < n; i++) {
        sum += ((double *)m)[5] * ((double *)m)[5] * m[i][0];
        m[1][i - 1] = m[1][i - 1] * m[0][1];
    }
    return sum;
}

ADGEN_GRAD(m)
double flat_written(int n, double m[4][4])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            sum += m[i][j] * m[i][j] * ((double *)m)[i];
            ((double *)m)[i + 1] = sin(sum);
        }
    return sum;
}

/*
 * check: what a view of rows as one array writes is kept
 * check-gradient: flat_read(4, random(16, 0.5, 1.5))
 * check-gradient: flat_written(4, random(16, 0.5, 1.5))
 */
