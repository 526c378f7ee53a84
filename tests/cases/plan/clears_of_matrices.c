#include <adgen/adgen.h>
#include <math.h>

/* Matrices of each step: their adjoints are cleared where it begins, or get their first share there, and not again. */
ADGEN_GRAD(a)
double steps(int n, const double (*a)[2], const double *x)
{
    double sum = 0.0;
    for (int t = 0; t < n; t++) {
        double scaled[2][2], square[2][2];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                scaled[i][j] = a[i][j] * x[t];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++) {
                square[i][j] = 0.0;
                for (int k = 0; k < 2; k++)
                    square[i][j] += scaled[i][k] * scaled[k][j];
            }
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                sum += sin(square[i][j]);
    }
    return sum;
}

/* What is added to the other half stays a sum, and is cleared before. */
ADGEN_GRAD(b)
double halves(int n, const double (*b)[2], const double *x)
{
    double sum = 0.0;
    for (int t = 0; t < n; t++) {
        double both[2][2];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                both[i][j] = b[i][j] * x[t];
        both[1][0] = both[0][1] * both[1][0];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                sum += both[i][j] * both[j][i];
    }
    return sum;
}

/* A row is handed on by its address: nothing is known of it. */
ADGEN_GRAD(c)
double rows(int n, const double (*c)[2], const int *pick)
{
    double kept[2][2] = {{1.0, 2.0}, {3.0, 4.0}}, sum = 0.0;
    for (int t = 0; t < n; t++) {
        double *row = kept[pick[t]];
        for (int j = 0; j < 2; j++)
            row[j] = row[j] * c[pick[t]][j];
        sum += sin(kept[0][1]) * kept[1][0];
    }
    return sum;
}

/*
 * check: adjoints of matrices are not cleared where nothing reads that, and a first share is no sum
 * check-gradient: steps(3, random(4, 0.2, 1), random(3, 0.2, 1))
 * check-gradient: steps(0, NULL, NULL)
 * check-gradient: halves(3, random(4, 0.2, 1), random(3, 0.2, 1))
 * check-gradient: rows(4, random(4, 0.2, 1), {0, 1, 1, 0})
 * check-has: square_adj[i][j] = cos(
 * check-omits: square_adj[i][j] = 0.0
 * check-has: scaled_adj[i][k] +=
 * check-omits: scaled_adj[i][j] = 0.0
 * check-has: both_adj[i][j] +=
 * check-has: both_adj[j][i] +=
 */
