#include <adgen/adgen.h>
#include <string.h>

#define ROWS 4
#define COLUMNS 5

typedef struct Cell {
    double here, there;
} Cell;

/* Two dimensions, in a table and by one index; a member of records. */
ADGEN_GRAD(start)
double table(int steps, const double start[ROWS][COLUMNS])
{
    double now[ROWS][COLUMNS], next[ROWS][COLUMNS], sum = 0.0;
    memcpy(now, start, sizeof now);
    memcpy(next, start, sizeof next);
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < ROWS - 1; i++)
            for (int j = 1; j < COLUMNS - 1; j++)
                next[i][j] = now[i][j] * (now[i - 1][j] + now[i + 1][j]) + now[i][j - 1] * now[i][j + 1];
        memcpy(now, next, sizeof now);
    }
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLUMNS; j++)
            sum += now[i][j] * (i + 1);
    return sum;
}

ADGEN_GRAD(u)
double flat(int n, int m, int steps, double *restrict u, double *restrict v)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++)
                v[i * m + j] = u[i * m + j] * (u[(i - 1) * m + j] + u[(i + 1) * m + j]) - u[i * m + j - 1] * u[i * m + j + 1];
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++)
                u[i * m + j] = v[i * m + j];
    }
    for (int i = 0; i < n * m; i++)
        sum += u[i];
    return sum;
}

ADGEN_GRAD(x)
double records(int n, int steps, const double *x)
{
    Cell cells[9];
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        cells[i].here = cells[i].there = x[i];
    for (int t = 0; t < steps; t++) {
        double all = 0.0;
        for (int i = 0; i + 1 < n; i++)
            all += cells[i].here * cells[i + 1].there;
        for (int i = 0; i < n; i++) {
            cells[i].there = cells[i].here * all;
            cells[i].here += 0.1 * cells[i].there;
        }
        sum += all;
    }
    return sum;
}

/*
 * check: copies of tables, of matrices by one index, of members of records
 * check-gradient: table(3, random(20, 0, 1))
 * check-gradient: flat(4, 5, 3, random(20, 0, 1), zeros(20))
 * check-gradient: records(4, 3, random(4, 0, 1))
 */
