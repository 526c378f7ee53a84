#include <adgen/adgen.h>

#define ROWS 2
enum { COLUMNS = 3 };

ADGEN_GRAD(a)
double f(const double a[ROWS][COLUMNS])
{
    double best[ROWS * COLUMNS], sum = 0.0;
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLUMNS; j++)
            best[i * COLUMNS + j] = a[i][j] * a[ROWS - 1 - i][j];
    for (int k = 0; k < ROWS * COLUMNS; k++)
        sum += best[k] * best[k];
    return sum;
}

/*
 * check: sizes that are macros and enumeration constants
 * check-gradient: f(random(6, -1, 1))
 */
